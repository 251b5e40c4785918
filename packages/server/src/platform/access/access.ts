import type { AuditAction, Role } from '@onhook/contract';
import type { Actor } from './actor.ts';

/** Columns of docs/access.md. A lead is in the column "lead" for resources of a team they lead, and in the next for all others. */
export const accessRoles = ['agent', 'lead', 'lead of another team', 'analyst', 'manager', 'admin'] as const;
export type AccessRole = (typeof accessRoles)[number];

/**
 * Relation of a resource to the actor. own: belongs to the actor · shared: another person gave it to the actor · team: belongs to the
 * actor's team, or to a team they lead · centre: belongs to everyone in the centre, or to no person.
 *
 * A resource of another person that was not shared has no relation, nor has a resource of another centre: no row can allow it.
 */
export type Relation = 'own' | 'shared' | 'team' | 'centre';

type Allow = Partial<Record<AccessRole, readonly Relation[]>> | { readonly everyone: readonly Relation[] };

/** The access row of a route that needs a session. */
export interface RoleAccess {
  /** Resource in a few words, for docs/access.md. */
  readonly about: string;
  /**
   * Relations that each role may have to the resource. A role that is missing is refused (403); a role whose relation is missing gets
   * the answer for a resource that does not exist.
   */
  readonly allow: Allow;
  /** Refuses the route to a panel in a frame on another site's page. */
  readonly framed?: 'refused';
}

/** The access row of a route whose resource is another person's: every answer leaves this action in their audit log. */
export interface AuditedAccess extends RoleAccess {
  readonly audit: AuditAction;
}

/** The access row of a route that needs no session; `open` names the proof that is needed in its place, or "nothing". */
export interface PublicAccess {
  readonly about: string;
  readonly open: string;
}

export type Access = RoleAccess | AuditedAccess | PublicAccess;

/** The relations that a role of docs/access.md is allowed; undefined: the role is refused. */
export const relationsOf = ({ allow }: RoleAccess, role: AccessRole): readonly Relation[] | undefined => ('everyone' in allow ? allow.everyone : allow[role]);

/** True when the access row allows this actor some relation to the resource. */
export const mayAsk = (access: RoleAccess, actor: Actor): boolean => {
  if (access.framed === 'refused' && actor.framedIn !== null) return false;
  if ('everyone' in access.allow) return true;
  return actor.roles.some((role) => relationsOf(access, role) !== undefined || (role === 'lead' && relationsOf(access, 'lead of another team') !== undefined));
};

/** Role by which the access row allows this relation; null when none does. */
export const allowingRole = ({ allow }: RoleAccess, actor: Actor, relation: Relation): Role | null => {
  if ('everyone' in allow) return allow.everyone.includes(relation) ? (actor.roles[0] ?? 'agent') : null;
  const roles = Object.keys(allow) as AccessRole[];
  return roles.find((role): role is Role => (actor.roles as readonly AccessRole[]).includes(role) && (allow[role]?.includes(relation) ?? false)) ?? null;
};

/** True when an actor without a relation to the resource gets the answer for one that does not exist; otherwise they are refused. */
export const mayAskInVain = (access: RoleAccess, actor: Actor): boolean =>
  'everyone' in access.allow ||
  actor.roles.some((role) => relationsOf(access, role === 'lead' ? 'lead of another team' : role) !== undefined);
