import type { QueueName } from '../ids/index.ts';

/** 0 easy, 1 usual, 2 hard, 3 very hard. */
export type Level = 0 | 1 | 2 | 3;

/** Why a call got its level: a fact of the call, never a word about a person. Rendered in words by message files. */
export type Reason =
  | { readonly kind: 'handle-time'; readonly queue: QueueName; readonly minutes: number; readonly timesUsual: number }
  | { readonly kind: 'held'; readonly times: number; readonly longestSeconds: number }
  | { readonly kind: 'transferred'; readonly times: number }
  /** `callsToday` counts this one: 3 means the third call within 24 hours. */
  | { readonly kind: 'same-customer'; readonly callsToday: number }
  | { readonly kind: 'wrap-up-code'; readonly code: string }
  | { readonly kind: 'customer-sentiment' }
  | { readonly kind: 'agent-said' };
