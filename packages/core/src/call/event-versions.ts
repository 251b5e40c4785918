import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';
import { firstVersion, type Versions } from '../versions/index.ts';
import type { PhoneEvent } from './event.ts';

/** An event as the log holds it in version 1. Stays as it is, whatever becomes of {@link PhoneEvent}. */
export type PhoneEventV1 = {
  readonly source: SourceId;
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly order?: number;
} & (CallEventV1 | LineEventV1 | FeedEventV1);

type CallEventV1 = { readonly call: CallId } & (
  | { readonly kind: 'call-queued'; readonly queue: QueueName; readonly customer?: CustomerKey }
  | { readonly kind: 'call-offered'; readonly queue: QueueName; readonly line: LineId }
  | { readonly kind: 'call-unanswered'; readonly queue: QueueName; readonly line: LineId; readonly rangMs?: number }
  | { readonly kind: 'call-answered'; readonly queue: QueueName; readonly line: LineId; readonly waitSeconds?: number }
  | { readonly kind: 'call-held' | 'call-retrieved' }
  | { readonly kind: 'call-transferred'; readonly how: 'blind' | 'attended'; readonly to?: string }
  | {
      readonly kind: 'call-ended';
      readonly queue: QueueName;
      readonly line: LineId;
      readonly by: 'agent' | 'caller' | 'transfer' | 'unknown';
      readonly waitSeconds?: number;
      readonly talkSeconds?: number;
    }
  | {
      readonly kind: 'call-left';
      readonly queue: QueueName;
      readonly because: 'abandoned' | 'timed-out' | 'withdrawn' | 'unknown';
      readonly waitSeconds?: number;
    }
  | { readonly kind: 'call-wrapped'; readonly line: LineId; readonly code?: string; readonly wrapUpSeconds?: number }
  | { readonly kind: 'customer-sentiment'; readonly score: number }
);

type DeviceV1 = 'idle' | 'ringing' | 'in-use' | 'unreachable' | 'unknown';

type LineEventV1 = { readonly line: LineId } & (
  | { readonly kind: 'line-joined'; readonly queue: QueueName; readonly name: string; readonly pausedFor: string | null }
  | { readonly kind: 'line-left'; readonly queue: QueueName }
  | { readonly kind: 'line-paused'; readonly queue?: QueueName; readonly reason: string }
  | { readonly kind: 'line-resumed'; readonly queue?: QueueName }
  | { readonly kind: 'line-device'; readonly device: DeviceV1 }
);

interface RosterLineV1 {
  readonly line: LineId;
  readonly name: string;
  readonly device: DeviceV1;
  readonly memberships: readonly {
    readonly queue: QueueName;
    readonly pausedFor: string | null;
    readonly callsTaken: number;
    readonly lastCallAt: number | null;
  }[];
}

type FeedEventV1 =
  | { readonly kind: 'feed-opened'; readonly startedAt: number | null }
  | { readonly kind: 'feed-lost'; readonly because: 'shutdown' | 'closed' | 'error' }
  | { readonly kind: 'roster'; readonly lines: readonly RosterLineV1[]; readonly waiting?: readonly CallId[] };

/** An event as the log holds it in version 2, before events were read from a phone system's own record. */
type PhoneEventV2 = PhoneEvent extends infer Event ? Omit<Event, 'recorded' | 'followsRecord'> : never;

/**
 * Versions of the events in the log. Version 2 adds Onhook's own commands and reports of single lines, version 3 the name of who answered and the marks of
 * events that were read from a phone system's record and the calls that a line took without a connection. No older event changes.
 */
export const phoneEventVersions: Versions<PhoneEvent> = firstVersion<PhoneEventV1>('phone event')
  .next((v1) => v1 as PhoneEventV2)
  .next((v2) => v2 as PhoneEvent);
