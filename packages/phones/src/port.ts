import type { PhoneEvent, RosterLine } from '@onhook/core/call';
import type { LineId, QueueName, SourceId } from '@onhook/core/ids';

/** The reason that every pause of ours for recovery carries, in every phone system. */
export const RECOVERY = 'Recovery';
/** What our pauses can be for. One for a reason leaves one for the other alone. */
export type PauseReason = typeof RECOVERY | 'Off queue';

/** `sent` means accepted, not true: only the phone system's own event makes a pause true. */
export type CommandOutcome =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'refused';
      readonly because: 'unknown-line' | 'no-permission' | 'not-connected' | 'timeout' | 'other';
      /** The phone system's own words. */
      readonly message: string;
    };

export type FeedState =
  | { readonly kind: 'up'; readonly since: number }
  | { readonly kind: 'connecting'; readonly since: number; readonly lastError: string | null }
  /** Retrying cannot help until somebody acts: a wrong secret, a missing right. Retries go on, slowly. */
  | { readonly kind: 'needs-attention'; readonly since: number; readonly lastError: string };

/** Something an administrator should know about; counted as a metric by kind. Never holds a caller's number. */
export interface Notice {
  readonly kind:
    | 'malformed-frame'
    | 'oversized-frame'
    | 'clock-skew'
    | 'login-refused'
    | 'missing-right'
    | 'connection-lost'
    | 'resynced'
    | 'unknown-event'
    | 'forged-signature'
    | 'replayed-message';
  readonly detail: string;
}

/** Where a connector puts what it hears. Neither call throws or waits. */
export interface Sink {
  events(events: readonly PhoneEvent[]): void;
  notice(notice: Notice): void;
}

/** Any phone system, as the rest of the house knows it. */
export interface PhoneSystem {
  readonly source: SourceId;
  /** Begins connecting and goes on for ever, with backoff; resolves at once. */
  start(sink: Sink): void;
  state(): FeedState;
  /**
   * Pauses the line with that reason, {@link RECOVERY} when not said, in the named queues. The connector sends nothing for a queue where it
   * knows of a pause that is not this one.
   */
  pause(line: LineId, queues: readonly QueueName[], reason?: PauseReason): Promise<CommandOutcome>;
  /** Lifts our pause of that reason in the named queues; queues paused for any other reason are left as they are. */
  resume(line: LineId, queues: readonly QueueName[], reason?: PauseReason): Promise<CommandOutcome>;
  /** Who is in which queue, in which state, paused for what, asked of the phone system now. */
  roster(): Promise<readonly RosterLine[]>;
  stop(): Promise<void>;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
