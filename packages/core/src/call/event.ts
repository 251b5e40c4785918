import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';

/**
 * Metadata of every event. `source` and `id` identify the event: a second arrival of the pair is a duplicate.
 * `at` is the phone system's time in epoch milliseconds, moved onto our clock by the connector; `receivedAt` is our time.
 * `order` breaks ties between events of one source with the same `at`; connectors that know the order count it up.
 */
export interface EventMetadata {
  readonly source: SourceId;
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly order?: number;
  /**
   * Present on an event that was read afterwards from the phone system's own record, because the connection was away. `at` is
   * then late by up to a second. The connection may have reported the same thing.
   */
  readonly recorded?: true;
}

/** The party that ended a talk. `transfer`: the agent passed the caller on. */
export type EndedBy = 'agent' | 'caller' | 'transfer' | 'unknown';
/** The reason why a caller left a queue unanswered. `unknown`: the phone system gives none. */
export type LeftReason = 'abandoned' | 'timed-out' | 'withdrawn' | 'unknown';
/** `blind`: the caller is passed on at once. `attended`: after a consultation. */
export type TransferHow = 'blind' | 'attended';

/** Event of one caller. `name`: the name of the line's login at the answer, where the phone system gives it. `waitSeconds` and `talkSeconds` are whole seconds, as the phone system counts them. */
export type CallEvent = EventMetadata & { readonly call: CallId } & (
    | { readonly kind: 'call-queued'; readonly queue: QueueName; readonly customer?: CustomerKey }
    | { readonly kind: 'call-offered'; readonly queue: QueueName; readonly line: LineId }
    | { readonly kind: 'call-unanswered'; readonly queue: QueueName; readonly line: LineId; readonly rangMs?: number }
    | { readonly kind: 'call-answered'; readonly queue: QueueName; readonly line: LineId; readonly waitSeconds?: number; readonly name?: string }
    | { readonly kind: 'call-held' }
    | { readonly kind: 'call-retrieved' }
    | { readonly kind: 'call-transferred'; readonly how: TransferHow; readonly to?: string }
    | {
        readonly kind: 'call-ended';
        readonly queue: QueueName;
        readonly line: LineId;
        readonly by: EndedBy;
        readonly waitSeconds?: number;
        readonly talkSeconds?: number;
      }
    | { readonly kind: 'call-left'; readonly queue: QueueName; readonly because: LeftReason; readonly waitSeconds?: number }
    | { readonly kind: 'call-wrapped'; readonly line: LineId; readonly code?: string; readonly wrapUpSeconds?: number }
    /** Sentiment of the customer's channel only, -1 (worst) to 1. No event carries the agent's voice or words. */
    | { readonly kind: 'customer-sentiment'; readonly score: number }
  );

/** State of a line's device, independent of pauses. */
export type Device = 'idle' | 'ringing' | 'in-use' | 'unreachable' | 'unknown';

/** Queue membership as the phone system reports it. `pausedFor` is the reason ('' without one), null when not paused. */
export interface MembershipSnapshot {
  readonly queue: QueueName;
  readonly pausedFor: string | null;
  readonly callsTaken: number;
  /** Calls taken since the last event of the connection before, where the phone system counted on; absent after a restart. */
  readonly takenInGap?: number;
  /** End of the last call in epoch milliseconds, as the phone system counts it; null without a call. */
  readonly lastCallAt: number | null;
  /** True while the line is in a call of this queue; absent where the phone system doesn't say so. */
  readonly inCall?: boolean;
  /**
   * Time at which somebody last paused the line here; null where the phone system doesn't know it, as after a reload or a
   * restart that kept the pause. Absent where the phone system gives none.
   */
  readonly pausedAt?: number | null;
  /** Time at which the line joined the queue, where the phone system gives it. */
  readonly joinedAt?: number | null;
}

/** Line as the phone system reports it, with its memberships. */
export interface LineSnapshot {
  readonly line: LineId;
  readonly name: string;
  readonly device: Device;
  readonly memberships: readonly MembershipSnapshot[];
}

/** Event of one agent's line. A pause or resume without a queue applies to every queue of the line. */
export type LineEvent = EventMetadata & { readonly line: LineId } & (
    | { readonly kind: 'line-joined'; readonly queue: QueueName; readonly name: string; readonly pausedFor: string | null }
    | { readonly kind: 'line-left'; readonly queue: QueueName }
    | { readonly kind: 'line-paused'; readonly queue?: QueueName; readonly reason: string }
    | { readonly kind: 'line-resumed'; readonly queue?: QueueName }
    | { readonly kind: 'line-device'; readonly device: Device }
    /** Memberships of the line as they were read; all of them when `isWhole`, and then a queue that is missing has ended. */
    | { readonly kind: 'line-reported'; readonly name: string; readonly memberships: readonly MembershipSnapshot[]; readonly isWhole: boolean }
    /** Onhook's own command, logged before it is sent, so that its pauses are known by more than their reason. `request`: the recovery or time grant that it serves. */
    | { readonly kind: 'line-commanded'; readonly command: 'pause' | 'resume'; readonly queues: readonly QueueName[]; readonly reason: string; readonly request: string }
  );

/** Event of the connection to a phone system. */
export type FeedEvent = EventMetadata &
  (
    | {
        readonly kind: 'feed-opened';
        /** Last start of the phone system in epoch milliseconds; null where it gives none. */
        readonly startedAt: number | null;
      }
    | { readonly kind: 'feed-lost'; readonly because: 'shutdown' | 'closed' | 'error' }
    /** Complete report of all lines, requested after every `feed-opened`. A line that is missing in it does not exist. */
    | {
        readonly kind: 'roster';
        readonly lines: readonly LineSnapshot[];
        /** Callers waiting in any queue now; absent where the phone system gives none. */
        readonly waiting?: readonly CallId[];
        /** True when everything that happened without a connection was read from the phone system's record before. */
        readonly followsRecord?: true;
      }
  );

/** Event from any phone system. Names follow CSTA (ECMA-269) where it has one. */
export type PhoneEvent = CallEvent | LineEvent | FeedEvent;
