import { asId, type CommandId, type GiftId, type LineId, type PersonId, type QueueName, type RecoveryId } from '../ids/index.ts';

/** Pause reason of recoveries, as the phone system shows it. */
export const recoveryPauseReason = 'Recovery';
/** Pause reason of a queue less. It differs from that of recoveries, so that neither touches the other's pause. */
export const offQueueReason = 'Off queue';
/** Reasons that Onhook pauses a line for. */
export type LineReason = typeof recoveryPauseReason | typeof offQueueReason;

/** A pause that was commanded and never seen may still come; it is looked for this many milliseconds. */
export const latePauseWindowMs = 10_000;

/** Identifies a request: a recovery by its id, a queue less by its gift. */
export type LineRequestId = RecoveryId | GiftId;

/** A person's line is to be paused, or to be rung last (`penalty`), in some or all of its queues, until a time. */
export interface LineRequestFacts {
  readonly id: LineRequestId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly effect: 'pause' | 'penalty';
  readonly reason: LineReason;
  readonly queues: 'all' | readonly QueueName[];
  /** Epoch milliseconds at which the request ends by itself. */
  readonly untilAt: number;
  /** The greater of two requests gets a free queue. */
  readonly priority: number;
}

/** State of a line as its phone system last reported it. */
export interface ObservedLine {
  /** The connection is up and the picture is the phone system's own. */
  readonly feedUp: boolean;
  /** Time of the phone system's last start; null where it does not report one. */
  readonly phonesStartedAt: number | null;
  readonly talking: boolean;
  readonly ringing: boolean;
  /** Time at which the ringing call began to ring; null when none rings. */
  readonly ringingSince: number | null;
  /** The line's queues, each with the reason of its pause; null: not paused. */
  readonly pauses: ReadonlyMap<QueueName, string | null>;
}

/** A command for the phone system, with the request that it serves. */
export interface LineCommand {
  /** Unique for each try; the answer of the phone system carries it. */
  readonly id: CommandId;
  readonly request: LineRequestId;
  readonly kind: 'pause' | 'resume';
  readonly line: LineId;
  readonly queues: readonly QueueName[];
  readonly reason: LineReason;
  /** A pause of this reason of ours may be on the queues and is replaced, without opening the line in between. */
  readonly replaces?: LineReason;
  /** Not a repetition of an unanswered command. */
  readonly isFirst: boolean;
}

/**
 * Names a command by its request, kind and time: a request has at most one command of a kind at one time.
 *
 * @param now epoch milliseconds
 */
export const commandOf = (command: Omit<LineCommand, 'id'>, now: number): LineCommand => ({
  ...command,
  id: asId<CommandId>(`${command.request}/${command.kind}/${now}`),
});
