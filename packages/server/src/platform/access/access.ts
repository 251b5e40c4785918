import type { Deed, Role } from '@onhook/contract';
import type { Actor } from './actor.ts';

/** The columns of docs/access.md. A lead is in the column "lead" for what belongs to a team they lead, and else in the next. */
export const accessRoles = ['agent', 'lead', 'lead of another team', 'analyst', 'manager', 'admin'] as const;
export type AccessRole = (typeof accessRoles)[number];

/**
 * How a resource relates to the actor. own: the actor's · shared: another's, who gave it to the actor · team: of the actor's team, or of
 * one they lead · centre: everybody's, or nobody's.
 *
 * There is no relation for what is another's and was not shared, nor for another centre's: no row can allow it.
 */
export type Relation = 'own' | 'shared' | 'team' | 'centre';

type Allow = Partial<Record<AccessRole, readonly Relation[]>> | { readonly everyone: readonly Relation[] };

/** The access row of a route that needs a session. */
export interface RoleAccess {
  /** The resource in a few words, for docs/access.md. */
  readonly about: string;
  /**
   * The relations each role may have to the resource. A role that is missing is refused (403); a role whose relation is missing gets the
   * answer for a resource that does not exist.
   */
  readonly allow: Allow;
  /** Refused to a panel in a frame on another site's page. */
  readonly framed?: 'refused';
}

/** The access row of a route whose resource is another person's: every answer leaves this action in their audit log. */
export interface AuditedAccess extends RoleAccess {
  readonly audit: Deed;
}

/** The access row of a route that needs no session; `open` names the proof that is needed in its place, or "nothing". */
export interface PublicAccess {
  readonly about: string;
  readonly open: string;
}

export type Access = RoleAccess | AuditedAccess | PublicAccess;

/** The relations that a role of docs/access.md is allowed; undefined: the role is refused. */
export const relationsOf = ({ allow }: RoleAccess, role: AccessRole): readonly Relation[] | undefined => ('everyone' in allow ? allow.everyone : allow[role]);

/** Whether this actor may ask at all, whatever the resource. */
export const mayAsk = (access: RoleAccess, actor: Actor): boolean => {
  if (access.framed === 'refused' && actor.framedIn !== null) return false;
  if ('everyone' in access.allow) return true;
  return actor.roles.some((role) => relationsOf(access, role) !== undefined || (role === 'lead' && relationsOf(access, 'lead of another team') !== undefined));
};

/** The role by which this relation is allowed, or null. */
export const allowingRole = ({ allow }: RoleAccess, actor: Actor, relation: Relation): Role | null => {
  if ('everyone' in allow) return allow.everyone.includes(relation) ? (actor.roles[0] ?? 'agent') : null;
  const roles = Object.keys(allow) as AccessRole[];
  return roles.find((role): role is Role => (actor.roles as readonly AccessRole[]).includes(role) && (allow[role]?.includes(relation) ?? false)) ?? null;
};

/** Whether an actor who has no relation to the resource is told that it does not exist, and not that they are refused. */
export const mayAskInVain = (access: RoleAccess, actor: Actor): boolean =>
  'everyone' in access.allow ||
  actor.roles.some((role) => relationsOf(access, role === 'lead' ? 'lead of another team' : role) !== undefined);
