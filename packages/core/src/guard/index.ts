/** What a recovery asks of the floor; all milliseconds. */
export interface Ask {
  /** What cannot be refused. */
  readonly guaranteedMs: number;
  /** What policy adds. */
  readonly moreMs: number;
}

/**
 * What the guard says. `grantMs` is never less than the floor; what is not granted now is banked, with the latest time
 * by which it is to be paid back.
 */
export type Decision =
  | { readonly kind: 'grant'; readonly grantMs: number }
  | { readonly kind: 'grant-part'; readonly grantMs: number; readonly bankMs: number; readonly payBackBy: number };

/** The simple rule: all of it, at once. */
export const grantInFull = (ask: Ask): Decision => ({ kind: 'grant', grantMs: ask.guaranteedMs + ask.moreMs });
