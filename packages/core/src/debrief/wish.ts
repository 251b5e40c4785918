import type { PersonId } from '../ids/index.ts';

export const spaces = ['ten-minutes', 'rest-of-hour', 'go-home', 'as-long-as-needed'] as const;
export type Space = (typeof spaces)[number];

/** What an agent asks for. What they write with it is sealed, and no part of this. */
export type Wish =
  | { readonly kind: 'word' }
  | { readonly kind: 'space'; readonly space: Space }
  /** "What do you think?": one thing, sealed to the one who is asked. */
  | { readonly kind: 'view' };

/** Whom it is asked of. Space is a lead's to give. */
export type Reach =
  | { readonly kind: 'lead'; readonly person: PersonId }
  | { readonly kind: 'colleague'; readonly person: PersonId }
  | { readonly kind: 'circle' };

/** Who could be asked at this moment. */
export interface Around {
  /** Who stands in now for the lead that was asked. */
  readonly standIns: readonly PersonId[];
  /** The other leads of the asker's team. */
  readonly otherLeads: readonly PersonId[];
  readonly circle: readonly PersonId[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Half a minute left of an hour would be no space. */
const leastMs = 10 * minuteMs;

/** The minutes that are meant, where nobody was there to say; `hourEndsAt` is by the centre's clock. */
export const spaceMs = (space: Space, now: number, hourEndsAt: number): number => {
  switch (space) {
    case 'ten-minutes':
      return leastMs;
    case 'rest-of-hour':
      return Math.max(leastMs, hourEndsAt - now);
    case 'go-home':
    case 'as-long-as-needed':
      return hourMs;
  }
};
