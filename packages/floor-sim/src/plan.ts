import type { LineId, QueueName, SourceId } from '@onhook/core/ids';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HALF_HOUR = 30 * MINUTE;
export const HOUR = 60 * MINUTE;

export interface QueuePlan {
  readonly name: QueueName;
  /** Mean arrivals in each half-hour since opening; no calls come after the last one until the next day opens. */
  readonly callsPerHalfHour: readonly number[];
  /** Mean handle time of an ordinary call: talk, holds and wrap-up. */
  readonly handleSeconds: number;
  /** Squared coefficient of variation of the log-normal handle time; 0 for a fixed length. */
  readonly handleScv: number;
  /** Mean wrap-up, never more than two fifths of the handle time. */
  readonly wrapUpSeconds: number;
  readonly wrapUpCodes: readonly [string, ...string[]];
}

/** A break the agents take themselves; it waits until the line is free and nobody else's pause is on it. */
export interface OwnBreak {
  readonly reason: string;
  /** Since the opening of the day. */
  readonly dueMs: number;
  readonly lengthMs: number;
}

export interface AgentPlan {
  readonly line: LineId;
  readonly name: string;
  readonly queues: readonly [QueueName, ...QueueName[]];
  /** A static member is always in its queues (logged out: unreachable); a dynamic one joins and leaves. */
  readonly membership: 'static' | 'dynamic';
  /** Since the opening of the day; null: never logs out. */
  readonly shift: { readonly startsMs: number; readonly endsMs: number } | null;
  readonly breaks: readonly OwnBreak[];
}

export interface Plan {
  readonly source: SourceId;
  /** Begins every event and call name; two runs whose names may meet in one log need different ones. */
  readonly run: string;
  /** Epoch milliseconds: the clock of the centre starts here. */
  readonly opensAt: number;
  /** From one opening to the next. */
  readonly dayMs: number;
  readonly queues: readonly QueuePlan[];
  readonly agents: readonly AgentPlan[];
  /** Mean of the exponential patience; null: callers wait for ever. */
  readonly patienceSeconds: number | null;
  /** The phone system sends a caller away after this wait; null: never. */
  readonly longestWaitSeconds: number | null;
  /** No handle time is longer. */
  readonly longestHandleSeconds: number;
  /** Share of calls that are hard: several times the usual length, held several times, mostly a repeat customer. */
  readonly hardShare: number;
  readonly transferShare: number;
  /** Share of calls that first ring out at somebody who does not answer. */
  readonly unansweredShare: number;
  /** Share of served customers who call again within two hours. */
  readonly callAgainShare: number;
  /** Share of callers who gave up and try again within a quarter of an hour. */
  readonly retryShare: number;
  /** Seconds an agent's phone rings before it is answered, from and to. */
  readonly ringSeconds: readonly [number, number];
  /** Whether the phone system tells of wrap-up (Asterisk does not). */
  readonly tellsWrapUp: boolean;
}
