import type { PhoneEvent } from '@onhook/core/call';

/** Policy of a schedule, in words that no head's own names can change. */
export interface SchedulePolicy {
  readonly guaranteedMs: number;
  readonly moreMs: number;
  readonly extendMs: number;
  readonly payBackMaxMs: number;
  readonly hardLevel: 2 | 3;
  readonly priorTalkSeconds: number;
}

/** Command of an agent, a lead or an administrator. */
export type ScheduledCommand =
  | { readonly kind: 'show-offer'; readonly offer: string }
  | { readonly kind: 'answer-offer'; readonly offer: string; readonly answer: 'accepted' | 'later' | 'skipped' | 'not-relevant' }
  | { readonly kind: 'end-recovery'; readonly recovery: string }
  | { readonly kind: 'extend-recovery'; readonly recovery: string }
  | { readonly kind: 'ask-for-a-minute' }
  | { readonly kind: 'release' }
  | { readonly kind: 'give'; readonly gift: string; readonly ms: number; readonly untilEndOfDay: boolean }
  | { readonly kind: 'take-back'; readonly gift: string }
  | { readonly kind: 'rate-call'; readonly call: string; readonly leg: number; readonly rating: 'hard' | 'fine' | null };

/** Line of a schedule. Times are epoch milliseconds. */
export type Scheduled =
  | { readonly do: 'begin'; readonly name: string; readonly policy: SchedulePolicy; readonly people: readonly (readonly [line: string, person: string])[] }
  | { readonly do: 'event'; readonly now: number; readonly event: PhoneEvent }
  | { readonly do: 'command'; readonly now: number; readonly person: string; readonly command: ScheduledCommand }
  | { readonly do: 'refuse'; readonly now: number; readonly person: string; readonly recovery: string; readonly final: boolean }
  | { readonly do: 'tick'; readonly now: number }
  | { readonly do: 'prune'; readonly now: number; readonly dayStartAt: number }
  | { readonly do: 'end' };

/** Entry that a head posted to the ledger. */
export type PostedEntry = readonly [account: string, kind: string, amountMs: number, at: number, person: string, recovery: string | null, by: string | null, txn: string];
/** Command that a head sent to the phone system. */
export type SentCommand = readonly [kind: string, line: string, queues: readonly string[], person: string, at: number];

export interface Decided {
  readonly entries: readonly PostedEntry[];
  readonly commands: readonly SentCommand[];
}

/** The decision core of one version of the code. */
export interface Head {
  play(step: Exclude<Scheduled, { readonly do: 'begin' | 'end' }>): Decided;
  /** Returns the open offer and the open recovery of a person, each null if there is none. */
  look(person: string): { readonly offer: { readonly offer: string; readonly state: string } | null; readonly recovery: { readonly recovery: string; readonly runs: boolean; readonly wanted: boolean } | null };
}

/** Function that the adapter of a head exports. */
export type CreateHead = (policy: SchedulePolicy, people: readonly (readonly [line: string, person: string])[]) => Head;
