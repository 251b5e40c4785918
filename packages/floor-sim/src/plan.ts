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

/** A break that agents take themselves. It waits until the line is free and has no other pause. */
export interface OwnBreak {
  readonly reason: string;
  /** Milliseconds since the opening of the day. */
  readonly dueMs: number;
  readonly lengthMs: number;
}

export interface AgentPlan {
  readonly line: LineId;
  readonly name: string;
  readonly queues: readonly [QueueName, ...QueueName[]];
  /** A static member is always in its queues (logged out: unreachable); a dynamic one joins and leaves. */
  readonly membership: 'static' | 'dynamic';
  /** Milliseconds since the opening of the day; null: the agent never logs out. */
  readonly shift: { readonly startsMs: number; readonly endsMs: number } | null;
  readonly breaks: readonly OwnBreak[];
}

export interface Plan {
  readonly source: SourceId;
  /** Prefix of every event and call name; two runs that share a log need different prefixes. */
  readonly run: string;
  /** Epoch milliseconds of the first opening, when the centre's clock starts. */
  readonly opensAt: number;
  /** Length from one opening to the next. */
  readonly dayMs: number;
  readonly queues: readonly QueuePlan[];
  readonly agents: readonly AgentPlan[];
  /** Mean of the exponential patience; null: callers wait for ever. */
  readonly patienceSeconds: number | null;
  /** The phone system sends a caller away after this wait; null: never. */
  readonly longestWaitSeconds: number | null;
  /** Upper limit of the handle time. */
  readonly longestHandleSeconds: number;
  /** Share of calls that are hard: several times the usual length, held several times, mostly a repeat customer. */
  readonly hardShare: number;
  readonly transferShare: number;
  /** Share of calls that first ring at an agent who does not answer. */
  readonly unansweredShare: number;
  /** Share of served customers who call again within two hours. */
  readonly callAgainShare: number;
  /** Share of callers who gave up and try again within a quarter of an hour. */
  readonly retryShare: number;
  /** Seconds an agent's phone rings before it is answered, from and to. */
  readonly ringSeconds: readonly [number, number];
  /** True when the phone system reports wrap-up (Asterisk does not). */
  readonly reportsWrapUp: boolean;
}
