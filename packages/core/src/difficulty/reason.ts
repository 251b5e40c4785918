import type { QueueName } from '../ids/index.ts';

/** Difficulty of a call: 0 easy, 1 usual, 2 hard, 3 very hard. */
export type Level = 0 | 1 | 2 | 3;

/** Fact of a call that contributes to its difficulty. Message files put it into words. */
export type Reason =
  /** Talk time against the baseline; the kind keeps the name under which it is stored. */
  | { readonly kind: 'handle-time'; readonly queue: QueueName; readonly minutes: number; readonly timesUsual: number }
  | { readonly kind: 'held'; readonly times: number; readonly longestSeconds: number }
  | { readonly kind: 'transferred'; readonly times: number }
  /** `callsToday` counts this one: 3 means the third call within 24 hours. */
  | { readonly kind: 'same-customer'; readonly callsToday: number }
  | { readonly kind: 'wrap-up-code'; readonly code: string }
  | { readonly kind: 'customer-sentiment' }
  | { readonly kind: 'agent-said' };
