import { errorCatalogue, type Api, type ErrorName, type Route, type Role } from '@onhook/contract';
import type { PersonId } from '@onhook/core/ids';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { record, type Recorded } from '../audit/index.ts';
import type { AppContext } from '../../context.ts';
import { NotTheOwner } from '../../centre/runtime.ts';
import { hasRow, type Actor, type Allowed, type AllowedOnRecord, type OnRecord } from '../access/index.ts';
import { StoreFull, StoreUnavailable, type Db } from '../store/index.ts';
import { sessionOf } from './session-cookie.ts';

declare const door: unique symbol;

/** Where routes of the contract are opened: by `serve` and its sisters, and in no other way. */
export interface Doors {
  readonly [door]: true;
}

const appOf = (doors: Doors): FastifyInstance => doors as unknown as FastifyInstance;

/** A refusal by name; handlers throw it, the contract gives it its status. */
export class Refused extends Error {
  readonly error: ErrorName;

  constructor(error: ErrorName, message: string = error) {
    super(message);
    this.name = 'Refused';
    this.error = error;
  }
}

type Parsed<R extends Route> = {
  readonly params: R extends { params: infer P extends z.ZodType } ? z.output<P> : undefined;
  readonly query: R extends { query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
  readonly body: R extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
};

export type Reply<R extends Route> = R['key'] extends keyof Api ? z.input<R['reply']> : never;

export interface Asked<R extends Route> extends Parsed<R> {
  readonly context: AppContext;
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly http: FastifyReply;
}

/** Somebody asks without having signed in. */
export interface AskedByAnyone<R extends Route> extends Parsed<R> {
  readonly context: AppContext;
  readonly request: FastifyRequest;
  readonly http: FastifyReply;
}

/** No text of the database has room for it. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\0') : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);

const parse = <T>(schema: z.ZodType<T> | undefined, value: unknown): T | undefined => {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success && holdsNul(parsed.data)) throw new Refused('bad-input', 'a text holds U+0000');
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  throw new Refused('bad-input', `not as the contract says: ${where}`);
};

const parsed = <R extends Route>(route: R, request: FastifyRequest): Parsed<R> =>
  ({
    params: parse(route.params, request.params),
    query: parse(route.query, request.query),
    body: parse(route.body, request.body),
  }) as Parsed<R>;

const split = (route: Route) => {
  const [method = 'GET', url = '/'] = route.key.split(' ');
  return { method: method as 'GET' | 'POST' | 'DELETE', url };
};

/** Who asks, by the session cookie. */
export const actorOf = async (context: AppContext, request: FastifyRequest): Promise<Actor> => {
  const session = sessionOf(context, request);
  const actor = session === null ? null : await context.signIn.actorOf(session);
  if (!actor) throw new Refused('not-signed-in');
  // What was tapped while nothing could be sent may be sent when somebody else has signed in at the same desk.
  const meant = request.headers['x-onhook-person'];
  if (meant !== undefined && meant !== encodeURIComponent(actor.person)) throw new Refused('not-signed-in', 'somebody else is signed in');
  return actor;
};

/** A process that stands by knows nothing of the floor: the one that runs it has to be asked. */
export const refuseUnlessOwner = (context: AppContext): void => {
  const { status: state } = context.runtime;
  if (state === 'standby' || state === 'stopped') throw new NotTheOwner();
};

/** Binds a route to the policy that guards it and the handler that answers; the handler gets what the policy gave. */
export const serve = <R extends Route, Thing, As extends string>(
  doors: Doors,
  context: AppContext,
  route: R,
  policy: (actor: Actor, asked: Parsed<R>) => Allowed<Thing, As>,
  handle: (authorized: Exclude<Allowed<Thing, As>, string>, asked: Asked<R>) => Promise<Reply<R>> | Reply<R>,
): void => {
  appOf(doors).route({
    ...split(route),
    ...(route.maxBytes !== undefined && { bodyLimit: route.maxBytes }),
    handler: async (request, http) => {
      refuseUnlessOwner(context);
      const actor = await actorOf(context, request);
      const input = parsed(route, request);
      const authorized = policy(actor, input);
      if (typeof authorized === 'string') throw new Refused('not-allowed');
      return handle(authorized as Exclude<Allowed<Thing, As>, string>, { ...input, context, actor, request, http });
    },
  });
};

export interface AskedOnRecord<R extends Route> extends Asked<R> {
  /** Writes down of whom it was; in the transaction of what is done to them, or before what is theirs is told. */
  onRecord(about: readonly PersonId[], trx?: Db): Promise<Recorded>;
}

/** What is answered, and that it has been written down first. */
export interface Told<Reply> {
  readonly recorded: Recorded;
  readonly reply: Reply;
}

/** Binds a route whose policy allows something with what is another's. */
export const serveOnRecord = <R extends Route, Thing, As extends Role>(
  doors: Doors,
  context: AppContext,
  route: R,
  policy: (actor: Actor, asked: Parsed<R>) => AllowedOnRecord<Thing, As>,
  handle: (authorized: OnRecord<Thing, As>, asked: AskedOnRecord<R>) => Promise<Told<Reply<R>>>,
): void => {
  appOf(doors).route({
    ...split(route),
    ...(route.maxBytes !== undefined && { bodyLimit: route.maxBytes }),
    handler: async (request, http) => {
      refuseUnlessOwner(context);
      const actor = await actorOf(context, request);
      const input = parsed(route, request);
      const authorized = policy(actor, input);
      if (authorized === 'not-allowed') throw new Refused('not-allowed');
      const { store, clock, config } = context;
      const onRecord = (about: readonly PersonId[], trx: Db = store.db): Promise<Recorded> =>
        record(trx, { centre: config.centre.centre, at: clock.now(), actor: actor.person, as: authorized.as, deed: authorized.deed, about });
      const { reply } = await handle(authorized, { ...input, context, actor, request, http, onRecord });
      return reply;
    },
  });
};

/** Binds one of the few routes that need no session. */
export const serveAnyone = <R extends Route>(
  doors: Doors,
  context: AppContext,
  route: R,
  handle: (asked: AskedByAnyone<R>) => Promise<Reply<R>>,
  options: { readonly mostAMinute: number },
): void => {
  appOf(doors).route({
    ...split(route),
    config: { rateLimit: { max: options.mostAMinute, timeWindow: 60_000 } },
    handler: (request, http) => handle({ ...parsed(route, request), context, request, http }),
  });
};

/**
 * Hands out the doors of an app. From then on it takes no route, but a page, that has no row in the table of who may what.
 */
export const openDoors = (app: FastifyInstance): Doors => {
  app.addHook('onRoute', ({ method, url }) => {
    for (const key of [method].flat().map((one) => `${one} ${url}`)) {
      if (/^(?!HEAD )\S+ \/(api|hooks|scim|sign-in)\//.test(key) && !hasRow(key)) throw new Error(`${key} has no row in policies/table.ts`);
    }
  });
  return app as unknown as Doors;
};

/** Turns whatever went wrong into one of the contract's refusals. */
export const toRefusal = (error: unknown): Refused | null => {
  if (error instanceof Refused) return error;
  if (error instanceof NotTheOwner) return new Refused('not-the-owner', 'this process does not run the floor; ask the one that does');
  if (error instanceof StoreFull || error instanceof StoreUnavailable) return new Refused('store-unavailable');
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 429) return new Refused('too-many-requests');
  // Its message may quote what was sent.
  if (status !== undefined && status >= 400 && status < 500) return new Refused('bad-input', (error as { code?: string }).code ?? 'bad-input');
  return null;
};

export const statusOf = (refused: Refused): number => errorCatalogue[refused.error].status;
