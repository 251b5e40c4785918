import type { CallId, LineId, QueueName } from '@onhook/core/ids';
import type { Clock, PhoneSystem } from './port.ts';

/**
 * A phone system of one kind, real or imitated, that the conformance suite connects to through the adapter. Each
 * folder with an adapter.ts has a conformance.ts that exports `createRig`.
 */
export interface ConformanceRig {
  /** Settings that connect the adapter to this phone system, as environment variables have them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** A line that is a member of both queues, and not paused. */
  readonly line: LineId;
  readonly queues: readonly [QueueName, QueueName];
  /** Called with the connection after `start`; resolves when it is up and its roster has arrived. */
  attach(phones: PhoneSystem): Promise<void>;
  /** Resolves when every event that the phone system has sent so far is in the sink. */
  settle(): Promise<void>;
  /** Moves the clock. */
  passTime(ms: number): Promise<void>;
  /** Runs a call of the line through queue, offer, answer, hold (where reported), end and after-call work (where reported). */
  runCall(hungUpBy: 'agent' | 'caller'): Promise<CallId>;
  /** Pause reasons of the line on the phone system itself, in the order of `queues`; null: not paused. */
  pauses(): readonly (string | null)[];
  /** Pauses one queue as somebody else does, or lifts that pause. While disconnected, no event is sent. */
  pauseByOther(queue: QueueName, reason: string | null): void;
  /** Sends the last call's events again, as the transport does. Absent where the transport never repeats. */
  repeatLast?(): Promise<void>;
  /** Runs a call whose events arrive in reverse order. Absent where the transport keeps the order. */
  runCallReversed?(): Promise<CallId>;
  /** Takes the connection down; resolves when the adapter has noticed. */
  disconnect(): Promise<void>;
  /** Brings the connection back, after a restart of the phone system where asked; resolves when the roster has arrived. */
  reconnect(isRestarted: boolean): Promise<void>;
  /** Ends servers of the rig. */
  stop(): Promise<void>;
}

/** Creates a fresh rig. */
export type CreateRig = () => Promise<ConformanceRig>;
