import type { AuditAction, Role } from '@onhook/contract';
import type { PersonId, TeamId } from '@onhook/core/ids';


/** The signed-in person who sends a request. */
export interface Actor {
  readonly person: PersonId;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Teams that this person leads, permanently or as a stand-in. */
  readonly leads: readonly TeamId[];
  /** Origin of the page whose frame sent the request; null when a window of our own sent it. */
  readonly framedIn: string | null;
}

declare const proof: unique symbol;
declare const audited: unique symbol;

/** Proof that `resource` was loaded and that the access row of the route allows it to this actor. Made in this folder only. */
export interface Authorized<Resource, As extends string = string> {
  readonly resource: Resource;
  readonly as: As;
  readonly [proof]: true;
}

/**
 * The same for a resource that is another person's. It is no `Authorized`: a route that has one cannot answer without an entry in the
 * audit log.
 */
export interface Audited<Resource, As extends string = string> {
  readonly resource: Resource;
  readonly as: As;
  /** The role that allowed it, as the audit log names it. */
  readonly role: Role;
  readonly action: AuditAction;
  readonly [audited]: true;
}

export const authorized = <Resource, As extends string>(resource: Resource, as: As): Authorized<Resource, As> =>
  ({ resource, as }) as Authorized<Resource, As>;

export const auditedBy = <Resource, As extends string>({ resource, as }: Authorized<Resource, As>, role: Role, action: AuditAction): Audited<Resource, As> =>
  ({ resource, as, role, action }) as Audited<Resource, As>;
