import type { Api, Route } from '@onhook/contract';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  authorize,
  authorizeAudited,
  type Access,
  type Actor,
  type Audited,
  type AuditedAccess,
  type Authorized,
  type Probes,
  type PublicAccess,
  type Resource,
  type RoleAccess,
} from '../access/index.ts';
import { record, type Recorded } from '../audit/index.ts';
import { NotTheOwner } from '../not-the-owner.ts';
import { Refused } from '../result.ts';
import type { Db, Store } from '../store/index.ts';
import { hashToken } from '../tokens.ts';
import type { ActorLimits, HttpLimits } from './limits.ts';
import { sessionOf } from './session-cookie.ts';

/** The services that the HTTP side itself needs to answer any route. */
export interface HttpServices {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly store: Store;
  readonly config: { readonly publicUrl: string };
  readonly runtime: { readonly status: string };
  readonly signIn: { actorOf(session: string): Promise<Actor | null> };
  readonly limits: HttpLimits;
  readonly actorLimits: ActorLimits;
}

/** The parsed input of a route. */
export interface Parsed<R extends Route> {
  readonly params: R extends { params: infer P extends z.ZodType } ? z.output<P> : undefined;
  readonly query: R extends { query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
  readonly body: R extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
}

export type Reply<R extends Route> = z.input<R['reply']>;

/** A request that needs no session. */
export interface PublicRequestContext<R extends Route, Deps> extends Parsed<R> {
  readonly deps: Deps;
  readonly request: FastifyRequest;
  readonly http: FastifyReply;
}

/** A request of a signed-in person. */
export interface RequestContext<R extends Route, Deps> extends PublicRequestContext<R, Deps> {
  readonly actor: Actor;
}

export interface AuditedRequestContext<R extends Route, Deps> extends RequestContext<R, Deps> {
  /**
   * Writes the route's action into the audit log of these people: in the transaction that changes something of theirs, or before their
   * data is answered.
   */
  audit(about: readonly PersonId[] | 'everybody', trx?: Db): Promise<Recorded>;
}

/** An answer with the proof that its audit entry was written first. */
export interface AuditedReply<Reply> {
  readonly recorded: Recorded;
  readonly reply: Reply;
}

/** A route of the contract with its one handler and everything that is derived from it. */
export interface DeclaredRoute<Key extends keyof Api = keyof Api, Deps = never> {
  readonly key: Key;
  readonly contract: Route;
  readonly access: Access;
  readonly probes: Probes;
  /** Most requests per minute from one address; the server's limit when left out. */
  readonly maxPerMinute?: number;
  readonly answer: (services: HttpServices, deps: Deps, request: FastifyRequest, http: FastifyReply) => Promise<unknown>;
}

/** Requires probes for a route with parameters in its path: the attack tests use them to ask for other people's things. */
type WithProbes<R extends Route> = R extends { params: z.ZodType } ? { readonly probes: Probes } : { readonly probes?: Probes };

interface Declared<R extends Route, A extends Access> {
  readonly contract: R;
  readonly access: A;
}

interface RouteDeclaration<R extends Route, Deps, Value, As extends string> extends Declared<R, RoleAccess> {
  readonly resource: Resource<Value, As, Parsed<R>, Deps>;
  readonly handler: (authorized: Authorized<Value, As>, request: RequestContext<R, Deps>) => Promise<Reply<R>> | Reply<R>;
}

interface AuditedRouteDeclaration<R extends Route, Deps, Value, As extends string> extends Declared<R, AuditedAccess> {
  readonly resource: Resource<Value, As, Parsed<R>, Deps>;
  readonly handler: (audited: Audited<Value, As>, request: AuditedRequestContext<R, Deps>) => Promise<AuditedReply<Reply<R>>>;
}

interface PublicRouteDeclaration<R extends Route, Deps> extends Declared<R, PublicAccess> {
  readonly maxPerMinute: number;
  readonly handler: (request: PublicRequestContext<R, Deps>) => Promise<Reply<R>> | Reply<R>;
}

/** True when a value contains U+0000, which PostgreSQL's text can't store. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\0') : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);

const parsePart = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success && holdsNul(parsed.data)) throw new Refused('bad-input', 'a text holds U+0000');
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  throw new Refused('bad-input', `not as the contract says: ${fields}`);
};

const parse = <R extends Route>(contract: R, request: FastifyRequest): Parsed<R> =>
  ({
    params: parsePart(contract.params, request.params),
    query: parsePart(contract.query, request.query),
    body: parsePart(contract.body, request.body),
  }) as Parsed<R>;

/**
 * The signed-in person of a request, by its session cookie.
 *
 * @throws Refused `not-signed-in`, or `too-many-requests` of this session or person
 */
export const actorOf = async (services: Pick<HttpServices, 'config' | 'signIn' | 'actorLimits'>, request: FastifyRequest): Promise<Actor> => {
  const session = sessionOf(services, request);
  if (session !== null && !services.actorLimits.session.hit(hashToken(session))) throw new Refused('too-many-requests', 'of this session');
  const actor = session === null ? null : await services.signIn.actorOf(session);
  if (!actor) throw new Refused('not-signed-in');
  if (!services.actorLimits.person.hit(actor.person)) throw new Refused('too-many-requests', 'of this person');
  // A browser may send what was tapped offline after another person has signed in at the same desk.
  const sentBy = request.headers['x-onhook-person'];
  if (sentBy !== undefined && sentBy !== encodeURIComponent(actor.person)) throw new Refused('not-signed-in', 'somebody else is signed in');
  return actor;
};

/**
 * Refuses the request in a process on standby, as only the process that runs the floor has its state.
 *
 * @throws NotTheOwner
 */
export const refuseUnlessOwner = ({ runtime }: Pick<HttpServices, 'runtime'>): void => {
  if (runtime.status === 'standby' || runtime.status === 'stopped') throw new NotTheOwner();
};

const none: Probes = () => [];

const declared = <R extends Route, A extends Access, Deps>(
  { contract, access, probes = none }: Declared<R, A> & { readonly probes?: Probes },
  answer: DeclaredRoute<keyof Api, Deps>['answer'],
): DeclaredRoute<R['key'] & keyof Api, Deps> => ({ key: contract.key as R['key'] & keyof Api, contract, access, probes, answer });

/**
 * The three ways to declare a route of the contract, for a feature whose handlers depend on `Deps`. Each yields its mounting, its row of
 * docs/access.md, its attack probes and its entry in the API's document.
 *
 * - `route`: needs a session; the handler gets the resource, loaded and checked against the access row.
 * - `auditedRoute`: the same for a resource of another person; the handler must return the proof of its audit entry.
 * - `publicRoute`: needs no session.
 *
 * @example
 * const { route } = routesOf<{ readonly vaults: Vaults }>();
 * export const vaultRoutes = [
 *   route({
 *     contract: deleteVault,
 *     access: { about: 'a vault', allow: { everyone: ['own'] } },
 *     resource: actorsOwn('own-vault'),
 *     handler: async (own, { deps }) => deps.vaults.remove(own),
 *   }),
 * ];
 */
export const routesOf = <Deps>() => ({
  route: <R extends Route, Value, const As extends string>(declaration: RouteDeclaration<R, Deps, Value, As> & WithProbes<R>) =>
    declared<R, RoleAccess, Deps>(declaration, async (services, deps, request, http) => {
      refuseUnlessOwner(services);
      const actor = await actorOf(services, request);
      const { contract, access, resource, handler } = declaration;
      const input = parse(contract, request);
      const authorized = await authorize(access, resource, actor, input, deps);
      if (typeof authorized === 'string') throw new Refused(authorized);
      return handler(authorized, { ...input, deps, actor, request, http });
    }),

  auditedRoute: <R extends Route, Value, const As extends string>(declaration: AuditedRouteDeclaration<R, Deps, Value, As> & WithProbes<R>) =>
    declared<R, AuditedAccess, Deps>(declaration, async (services, deps, request, http) => {
      refuseUnlessOwner(services);
      const actor = await actorOf(services, request);
      const { contract, access, resource, handler } = declaration;
      const input = parse(contract, request);
      const audited = await authorizeAudited(access, resource, actor, input, deps);
      if (typeof audited === 'string') throw new Refused(audited);
      const { store, clock, centre } = services;
      const audit = (about: readonly PersonId[] | 'everybody', trx: Db = store.db): Promise<Recorded> =>
        record(trx, { centre, at: clock.now(), actor: actor.person, as: audited.role, deed: audited.action, about });
      const { reply } = await handler(audited, { ...input, deps, actor, request, http, audit });
      return reply;
    }),

  publicRoute: <R extends Route>(declaration: PublicRouteDeclaration<R, Deps>) => ({
    ...declared<R, PublicAccess, Deps>(declaration, async (_services, deps, request, http) => {
      const input = parse(declaration.contract, request);
      return declaration.handler({ ...input, deps, request, http });
    }),
    maxPerMinute: declaration.maxPerMinute,
  }),
});
