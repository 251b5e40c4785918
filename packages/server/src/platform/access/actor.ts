import type { Deed, Role } from '@onhook/contract';
import type { PersonId, TeamId } from '@onhook/core/ids';


/** Who asks. */
export interface Actor {
  readonly person: PersonId;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The teams this person leads. */
  readonly leads: readonly TeamId[];
  /** The origin of the page that holds the frame they ask from; null: they ask from a window of ours. */
  readonly framedIn: string | null;
}

declare const proof: unique symbol;
declare const onRecord: unique symbol;

/** Says that the policies allow this: `thing` may be used `as` named. Made nowhere but in this folder. */
export interface Authorized<Thing, As extends string> {
  readonly thing: Thing;
  readonly as: As;
  readonly [proof]: true;
}

export type Allowed<Thing, As extends string> = Authorized<Thing, As> | 'not-allowed';

export const allow = <Thing, const As extends string>(thing: Thing, as: As): Authorized<Thing, As> =>
  ({ thing, as }) as Authorized<Thing, As>;

/**
 * Says that the policies allow this, with what is another's, if it is written down for them. It is no `Authorized`: the
 * route that it opens cannot answer without an entry in the audit log.
 */
export interface OnRecord<Thing, As extends Role> {
  readonly thing: Thing;
  readonly as: As;
  readonly deed: Deed;
  readonly [onRecord]: true;
}

export type AllowedOnRecord<Thing, As extends Role> = OnRecord<Thing, As> | 'not-allowed';

export const allowOnRecord = <Thing, const As extends Role>(thing: Thing, as: As, deed: Deed): OnRecord<Thing, As> =>
  ({ thing, as, deed }) as OnRecord<Thing, As>;
