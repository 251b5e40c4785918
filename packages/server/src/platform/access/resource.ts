import type { PersonId, TeamId } from '@onhook/core/ids';
import { allowingRole, mayAsk, mayAskInVain, type AuditedAccess, type Relation, type RoleAccess } from './access.ts';
import { auditedBy, authorized, type Actor, type Audited, type Authorized } from './actor.ts';

/** Resource with its relation to the actor; null when it does not exist or has no relation to this actor. */
export type Found<Value> = { readonly relation: Relation; readonly resource: Value } | null;

/** How a route finds its resource: by the actor, the parsed request, and what its feature depends on. */
export interface Resource<Value, As extends string, Request = unknown, Deps = unknown> {
  /** Name of the resource, as the type of the handler's argument carries it. */
  readonly as: As;
  find(actor: Actor, request: Request, deps: Deps): Found<Value> | Promise<Found<Value>>;
}

/** A resource that the actor alone determines. */
export interface ActorResource<Value, As extends string> extends Resource<Value, As> {
  find(actor: Actor): Found<Value>;
}

/**
 * Declares how a resource is found and how it relates to the actor.
 *
 * @param as its name in types
 * @param find loads it and says its relation; null where the actor has none
 *
 * @example
 * const ownTimeGrant = resource('own-gift', async (actor, { params }: ByTimeGrant, { store, centre }: Deps) => {
 *   const gift = await findTimeGrant(store.db, centre, params.gift);
 *   return gift?.given_by === actor.person ? { relation: 'own', resource: gift } : null;
 * });
 */
export const resource = <Value, const As extends string, Request = unknown, Deps = unknown>(
  as: As,
  find: (actor: Actor, request: Request, deps: Deps) => Found<Value> | Promise<Found<Value>>,
): Resource<Value, As, Request, Deps> => ({ as, find });

/** Declares a resource of the actor: their panel, their vault. The handler gets the actor's identifier. */
export const actorsOwn = <const As extends string>(as: As, relation: Relation = 'own'): ActorResource<PersonId, As> => ({
  as,
  find: (actor) => ({ relation, resource: actor.person }),
});

/** Declares a resource of the whole centre, with no person in it or every person in it. */
export const ofCentre = <const As extends string>(as: As): ActorResource<As, As> => ({
  as,
  find: () => ({ relation: 'centre', resource: as }),
});

/** Declares a resource of every team that the actor leads, permanently or as a stand-in. */
export const ofLedTeams = <const As extends string>(as: As, relation: Relation = 'team'): ActorResource<readonly TeamId[], As> => ({
  as,
  find: (actor) => ({ relation, resource: actor.leads }),
});

type Refusal = 'not-allowed' | 'not-found';

const refusalOf = (access: RoleAccess, actor: Actor): Refusal => (mayAskInVain(access, actor) ? 'not-found' : 'not-allowed');

/**
 * Loads the resource of a route for an actor and checks it against the route's access row.
 *
 * @returns the proof for the handler; `not-allowed` where the roles do not suffice; `not-found` where the resource does not exist or has
 * no allowed relation to the actor
 */
export const authorize = async <Value, As extends string, Request, Deps>(
  access: RoleAccess,
  { as, find }: Resource<Value, As, Request, Deps>,
  actor: Actor,
  request: Request,
  deps: Deps,
): Promise<Authorized<Value, As> | Refusal> => {
  if (!mayAsk(access, actor)) return 'not-allowed';
  const found = await find(actor, request, deps);
  return found && allowingRole(access, actor, found.relation) !== null ? authorized(found.resource, as) : refusalOf(access, actor);
};

/** The same for a resource that is another person's; the proof names the action that the audit log gets. */
export const authorizeAudited = async <Value, As extends string, Request, Deps>(
  access: AuditedAccess,
  { as, find }: Resource<Value, As, Request, Deps>,
  actor: Actor,
  request: Request,
  deps: Deps,
): Promise<Audited<Value, As> | Refusal> => {
  if (!mayAsk(access, actor)) return 'not-allowed';
  const found = await find(actor, request, deps);
  const role = found && allowingRole(access, actor, found.relation);
  return found && role !== null ? auditedBy(authorized(found.resource, as), role, access.audit) : refusalOf(access, actor);
};

/** The same for a resource that the actor alone determines, without waiting; null: it is not for this actor. */
export const authorizeActor = <Value, As extends string>(
  access: RoleAccess,
  { as, find }: ActorResource<Value, As>,
  actor: Actor,
): Authorized<Value, As> | null => {
  const found = mayAsk(access, actor) ? find(actor) : null;
  return found && allowingRole(access, actor, found.relation) !== null ? authorized(found.resource, as) : null;
};

/**
 * The proof for a machine that shows a token instead of a session.
 *
 * @param isGood whether the token was found in the store of this centre
 */
export const authorizedByToken = <const Value, const As extends string>(value: Value, as: As, isGood: boolean): Authorized<Value, As> | null =>
  isGood ? authorized(value, as) : null;
