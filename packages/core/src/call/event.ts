import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';

/**
 * What every event carries. `source` + `id` name it once and for all: a second arrival of the pair is a duplicate.
 * `at` is the phone system's own time where it gives one, moved onto our clock by the connector; `receivedAt` is ours.
 * `order` breaks ties between events of one source with the same `at`; connectors that know the order count it up.
 */
export interface Stamp {
  readonly source: SourceId;
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly order?: number;
}

export type EndedBy = 'agent' | 'caller' | 'transfer' | 'unknown';
/** Why a caller left a queue unanswered. `unknown`: the phone system did not say. */
export type LeftBecause = 'abandoned' | 'timed-out' | 'withdrawn' | 'unknown';
export type TransferHow = 'blind' | 'attended';

/** Something that happened to one caller. Waits and talks are the phone system's own whole seconds, where it counts them. */
export type CallEvent = Stamp & { readonly call: CallId } & (
    | { readonly kind: 'call-queued'; readonly queue: QueueName; readonly customer?: CustomerKey }
    | { readonly kind: 'call-offered'; readonly queue: QueueName; readonly line: LineId }
    | { readonly kind: 'call-unanswered'; readonly queue: QueueName; readonly line: LineId; readonly rangMs?: number }
    | { readonly kind: 'call-answered'; readonly queue: QueueName; readonly line: LineId; readonly waitSeconds?: number }
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
    | { readonly kind: 'call-left'; readonly queue: QueueName; readonly because: LeftBecause; readonly waitSeconds?: number }
    | { readonly kind: 'call-wrapped'; readonly line: LineId; readonly code?: string; readonly wrapUpSeconds?: number }
    /** The customer's channel only, -1 (worst) to 1; no event carries anything of the agent's voice or words. */
    | { readonly kind: 'customer-sentiment'; readonly score: number }
  );

/** What a phone system says of a line's device, apart from pauses. */
export type Device = 'idle' | 'ringing' | 'in-use' | 'unreachable' | 'unknown';

/** One queue membership of a line. `pausedFor` is the reason ('' where none was given), null when not paused. */
export interface Membership {
  readonly queue: QueueName;
  readonly pausedFor: string | null;
  readonly callsTaken: number;
  /** Epoch milliseconds of the last call's end as the phone system counts it; null where there was none. */
  readonly lastCallAt: number | null;
}

/** One line in the phone system's own picture of who is where. */
export interface RosterLine {
  readonly line: LineId;
  readonly name: string;
  readonly device: Device;
  readonly memberships: readonly Membership[];
}

/** Something that happened to one agent's line. A pause or resume without a queue means every queue of the line. */
export type LineEvent = Stamp & { readonly line: LineId } & (
    | { readonly kind: 'line-joined'; readonly queue: QueueName; readonly name: string; readonly pausedFor: string | null }
    | { readonly kind: 'line-left'; readonly queue: QueueName }
    | { readonly kind: 'line-paused'; readonly queue?: QueueName; readonly reason: string }
    | { readonly kind: 'line-resumed'; readonly queue?: QueueName }
    | { readonly kind: 'line-device'; readonly device: Device }
  );

/** Something that happened to the connection itself. */
export type FeedEvent = Stamp &
  (
    | {
        readonly kind: 'feed-opened';
        /** When the phone system itself last started, epoch milliseconds; null where it does not say. */
        readonly startedAt: number | null;
      }
    | { readonly kind: 'feed-lost'; readonly because: 'shutdown' | 'closed' | 'error' }
    /** The phone system's whole picture, asked for after every `feed-opened`: what is not in it is not there. */
    | {
        readonly kind: 'roster';
        readonly lines: readonly RosterLine[];
        /** Callers waiting in any queue now; left out where the phone system does not say. */
        readonly waiting?: readonly CallId[];
      }
  );

/** What comes in from any phone system. Names follow CSTA (ECMA-269) where it has one. */
export type PhoneEvent = CallEvent | LineEvent | FeedEvent;
