import type { TimeGrantId, LineId, PersonId, QueueName } from '../ids/index.ts';
import { commandOf, latePauseWindowMs, offQueueReason, type LineCommand, type ObservedLine } from './line-request.ts';

/** Progress of an off-queue grant: a person is off one queue until a time, by a pause in that queue alone. */
export interface OffQueue {
  readonly untilAt: number;
  /** `wanted`: the pause is to be on. `lifting`: the pause is to be lifted. `over`: no more pause is to be set or lifted. */
  readonly state: 'wanted' | 'lifting' | 'over';
  /** Time of the last unanswered command; null before the first. */
  readonly askedAt: number | null;
  /** Time at which the phone system's own events showed the pause; null while they do not. */
  readonly seenAt: number | null;
}

/** Off-queue grant with its person, line and queue, as the floor state holds it. */
export interface OffQueueRecord extends OffQueue {
  readonly gift: TimeGrantId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly queue: QueueName;
}

/** Result of a change of an off-queue grant. */
export interface OffQueueStep {
  readonly off: OffQueueRecord;
  readonly command: LineCommand | null;
}

/** Time after which an unanswered command of an off-queue grant is repeated, in milliseconds. */
const repeatCommandMs = 5000;

const due = ({ askedAt }: OffQueue, now: number): boolean => askedAt === null || now >= askedAt + repeatCommandMs;

const step = (off: OffQueueRecord, kind: 'pause' | 'resume', isFirst: boolean, now: number): OffQueueStep => ({
  off: { ...off, askedAt: now },
  command: commandOf({ request: off.gift, kind, line: off.line, queues: [off.queue], reason: offQueueReason, isFirst }, now),
});

/**
 * Compares an off-queue grant with its line and takes the next step. Level-triggered: after a restart of either side the
 * pause is commanded again; a pause that a person lifts at the phone system stays lifted; a line that logs out and comes
 * back is paused again; a pause with another reason is left alone, and ours follows once it is lifted.
 *
 * @param now epoch milliseconds
 * @returns the record itself when nothing changes
 */
export const stepOffQueue = (before: OffQueueRecord, observed: ObservedLine, now: number): OffQueueStep => {
  if (before.state === 'over' || !observed.feedUp) return { off: before, command: null };
  const isMember = observed.pauses.has(before.queue);
  const pausedFor = observed.pauses.get(before.queue) ?? null;
  let off = before;
  if (off.state === 'wanted' && now >= off.untilAt) off = { ...off, state: 'lifting', askedAt: off.seenAt === null ? off.askedAt : null };
  const isOurs = isMember && pausedFor === offQueueReason;
  if (off.state === 'lifting') {
    if (isOurs) return due(off, now) ? step({ ...off, seenAt: off.seenAt ?? now }, 'resume', off.askedAt === null, now) : { off, command: null };
    const mayStillCome = off.seenAt === null && off.askedAt !== null && now < off.askedAt + latePauseWindowMs;
    return { off: mayStillCome ? off : { ...off, state: 'over' }, command: null };
  }
  if (!isMember) return { off: off.seenAt === null ? off : { ...off, seenAt: null, askedAt: null }, command: null };
  if (isOurs) return { off: off.seenAt === null ? { ...off, seenAt: now } : off, command: null };
  const restarted = off.seenAt !== null && observed.phonesStartedAt !== null && observed.phonesStartedAt > off.seenAt;
  if (off.seenAt !== null && !restarted) return { off: { ...off, state: 'over' }, command: null };
  if (pausedFor !== null || !(restarted || due(off, now))) return { off, command: null };
  return step({ ...off, seenAt: null }, 'pause', restarted || off.askedAt === null, now);
};

/**
 * Ends an off-queue grant now.
 *
 * @param now epoch milliseconds
 * @returns the record itself when it has ended already
 */
export const endOffQueue = <Off extends OffQueue>(off: Off, now: number): Off =>
  off.state === 'wanted' && off.untilAt > now ? { ...off, untilAt: now } : off;

/** Part of an off-queue grant that is stored as JSON; its line and person are columns. */
export const offQueueOf = ({ untilAt, state, askedAt, seenAt }: OffQueueRecord): OffQueue => ({ untilAt, state, askedAt, seenAt });
