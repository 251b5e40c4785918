/** Recovery time that is requested, in milliseconds. */
export interface GuardRequest {
  /** Guaranteed minutes, which cannot be refused. */
  readonly guaranteedMs: number;
  /** Minutes that policy adds. */
  readonly moreMs: number;
}

/**
 * Decision of the guard. `grantMs` is never less than the guaranteed minutes. The rest is banked, to be paid back by
 * `payBackBy`, epoch milliseconds.
 */
export type GuardDecision =
  | { readonly kind: 'grant'; readonly grantMs: number }
  | { readonly kind: 'grant-part'; readonly grantMs: number; readonly bankMs: number; readonly payBackBy: number };

/** Grants the whole request at once, whatever the queue looks like. */
export const grantInFull = (ask: GuardRequest): GuardDecision => ({ kind: 'grant', grantMs: ask.guaranteedMs + ask.moreMs });

export * from './erlang.ts';
export * from './patience.ts';
