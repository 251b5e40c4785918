import type { PersonId } from '../ids/index.ts';

/** Amounts of time off the line that an agent can ask for. */
export const spaces = ['ten-minutes', 'rest-of-hour', 'go-home', 'as-long-as-needed'] as const;
export type Space = (typeof spaces)[number];

/** Thing that an agent asks for: a talk, space or a view. The text written with it is encrypted and not part of it. */
export type Need =
  /** A talk. */
  | { readonly kind: 'word' }
  | { readonly kind: 'space'; readonly space: Space }
  /** "What do you think?": one item, encrypted for the person who is asked. */
  | { readonly kind: 'view' };

/** People that a request goes to. Only a lead can give space. */
export type Audience =
  | { readonly kind: 'lead'; readonly person: PersonId }
  | { readonly kind: 'colleague'; readonly person: PersonId }
  | { readonly kind: 'circle' };

/** People who could be asked now. */
export interface Candidates {
  /** Current stand-ins of the lead who was asked. */
  readonly standIns: readonly PersonId[];
  /** The other leads of the asker's team. */
  readonly otherLeads: readonly PersonId[];
  readonly circle: readonly PersonId[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Smallest space: the rest of an hour can be seconds, which would help nobody. */
const minSpaceMs = 10 * minuteMs;

/**
 * Length of the space that policy grants when nobody answers, in milliseconds.
 *
 * @param hourEndsAt end of the current hour by the centre's clock, epoch milliseconds
 * @returns at least ten minutes; an hour for `go-home` and `as-long-as-needed`
 */
export const spaceMs = (space: Space, now: number, hourEndsAt: number): number => {
  switch (space) {
    case 'ten-minutes':
      return minSpaceMs;
    case 'rest-of-hour':
      return Math.max(minSpaceMs, hourEndsAt - now);
    case 'go-home':
    case 'as-long-as-needed':
      return hourMs;
  }
};
