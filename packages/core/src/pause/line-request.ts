import { asId, type CommandId, type TimeGrantId, type LineId, type PersonId, type QueueName, type RecoveryId } from '../ids/index.ts';

/** Pause reason of recoveries, as the phone system shows it. */
export const recoveryPauseReason = 'Recovery';
/** Pause reason of off-queue grants. It differs from that of recoveries, so that neither touches the other's pause. */
export const offQueueReason = 'Off queue';
/** Reasons that Onhook pauses a line for. */
export type LineReason = typeof recoveryPauseReason | typeof offQueueReason;

/** Time for which a pause that was commanded and never seen may still take effect, in milliseconds. */
export const latePauseWindowMs = 10_000;

/** Identifies a request by the id of its recovery or its gift. */
export type LineRequestId = RecoveryId | TimeGrantId;

/** Request that a person's line be paused, or be rung last (`penalty`), in some or all of its queues until a time. */
export interface LineRequestFacts {
  readonly id: LineRequestId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly effect: 'pause' | 'penalty';
  readonly reason: LineReason;
  readonly queues: 'all' | readonly QueueName[];
  /** Epoch milliseconds at which the request ends by itself. */
  readonly untilAt: number;
  /** A free queue goes to the request with the greater priority. */
  readonly priority: number;
}

/** State of a line as its phone system last reported it. */
export interface ObservedLine {
  /** True while the connection is up and the state is the phone system's own. */
  readonly feedUp: boolean;
  /** Time of the phone system's last start; null when it does not report one. */
  readonly phonesStartedAt: number | null;
  readonly talking: boolean;
  readonly ringing: boolean;
  /** Time at which the ringing call began to ring; null when none rings. */
  readonly ringingSince: number | null;
  /** Queues of the line, each with the reason of its pause; null when not paused. */
  readonly pauses: ReadonlyMap<QueueName, string | null>;
  /** Recovery or time grant that Onhook's pause of each queue serves, where the pause that is on is known as Onhook's. */
  readonly servedBy?: ReadonlyMap<QueueName, string>;
  /** Time since which the line is in each queue, epoch milliseconds; a queue that is missing here counts as joined long ago. */
  readonly joinedAt?: ReadonlyMap<QueueName, number>;
  /** Times at which the pauses that are on were set, epoch milliseconds. */
  readonly pausedAt?: ReadonlyMap<QueueName, number>;
  /** Times at which queues that are free were resumed, where an event says so, epoch milliseconds. */
  readonly resumedAt?: ReadonlyMap<QueueName, number>;
  /** End of the last call, epoch milliseconds; null without one. */
  readonly lastCallEndedAt?: number | null;
}

/** A command for the phone system, with the request that it serves. */
export interface LineCommand {
  /** Identifier of this try, which the answer of the phone system carries. */
  readonly id: CommandId;
  readonly request: LineRequestId;
  readonly kind: 'pause' | 'resume';
  readonly line: LineId;
  readonly queues: readonly QueueName[];
  readonly reason: LineReason;
  /** Reason of a pause of Onhook that may be on the queues; the command replaces it without opening the line in between. */
  readonly replaces?: LineReason;
  /** Times at which pauses of Onhook were set, by queue. Such a pause is lifted or replaced even where it has lost its reason. */
  readonly setAt?: ReadonlyMap<QueueName, number>;
  /** True unless the command repeats an unanswered one. */
  readonly isFirst: boolean;
}

/**
 * Makes the id of a command from its request, kind and time: a request has at most one command of a kind at a time.
 *
 * @param now epoch milliseconds
 */
export const commandOf = (command: Omit<LineCommand, 'id' | 'setAt'>, now: number): LineCommand => ({
  ...command,
  id: asId<CommandId>(`${command.request}/${command.kind}/${now}`),
});
