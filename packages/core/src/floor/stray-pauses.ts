import { explainedByCommandMs, isTrusted, type LineTrack, type OwnPause, type QueueMembership } from '../call/index.ts';
import { asId, type LineId, type QueueName, type RecoveryId, type TimeGrantId } from '../ids/index.ts';
import { commandOf, isOpen, offQueueReason, placeOf, recoveryPauseReason, type LineReason, type LineRequestId } from '../pause/index.ts';
import { linesOf } from './owners.ts';
import { recordCommand } from './record-effects.ts';
import type { Effects, FloorState } from './state.ts';

/** Time after which the lifting of a pause without a lease is commanded again, in milliseconds. */
export const repeatLiftMs = 60_000;

const isOwnReason = (reason: string | null): reason is LineReason => reason === recoveryPauseReason || reason === offQueueReason;

/**
 * Queues of a line that an open lease covers: those of its recovery, those that its person is off, and those with a pause that serves a
 * time grant, as after its queue got another name.
 */
type Leases = (line: LineId, queue: QueueName, request?: string) => boolean;

const leasesOf = (floor: FloorState): Leases => {
  const covered = new Map<LineId, ReadonlySet<QueueName> | 'all'>();
  for (const { line, queue, state } of floor.offQueues.values()) {
    if (state !== 'over') covered.set(line, new Set([...(covered.get(line) ?? []), queue] as QueueName[]));
  }
  for (const recovery of floor.recoveries.values()) {
    if (isOpen(recovery)) for (const line of new Set([recovery.line, ...linesOf(floor, recovery.person)])) covered.set(line, 'all');
    for (const { line, queue } of recovery.queues.map((seat) => placeOf(recovery.line, seat))) {
      const queues = covered.get(line);
      if (queues !== 'all') covered.set(line, new Set([...(queues ?? []), queue]));
    }
  }
  return (line, queue, request = '') => {
    const queues = covered.get(line);
    return queues === 'all' || floor.offQueues.get(request as TimeGrantId)?.state === 'wanted' || (queues?.has(queue) ?? false);
  };
};

/** Commands the lifting of the line's pauses that are known as Onhook's, and that `isDue` selects. */
const liftOwn = (floor: FloorState, effects: Effects, track: LineTrack, now: number, isDue: (queue: QueueName, own: OwnPause) => boolean): void => {
  const { line, memberships } = track;
  const stray = new Map<LineRequestId, { reason: LineReason; queues: QueueName[] }>();
  for (const [queue, { member, pausedFor, own }] of memberships) {
    if (!member || !own?.isOn || !isOwnReason(pausedFor) || !isDue(queue, own)) continue;
    const request = own.request as LineRequestId;
    stray.set(request, { reason: pausedFor, queues: [...(stray.get(request)?.queues ?? []), queue] });
  }
  for (const [request, { reason, queues }] of stray) {
    recordCommand(floor, effects, commandOf({ request, kind: 'resume', line, queues, reason, isFirst: true }, now), floor.people.get(line) ?? null, now);
  }
};

/**
 * Lifts pauses that Onhook has set, by the log of its commands, and that no open lease covers any more: the pause of a line
 * that comes back after its recovery, one that lost its reason, one that took effect late.
 *
 * @param lines only of these lines; every line by default
 * @param now epoch milliseconds
 */
export const liftStrayPauses = (floor: FloorState, effects: Effects, now: number, lines: Iterable<LineId> = floor.tracker.lines.keys()): void => {
  let leases: Leases | null = null;
  for (const line of lines) {
    const track = floor.tracker.lines.get(line);
    if (!track) continue;
    liftOwn(floor, effects, track, now, (queue, own) => {
      if (own.liftAskedAt !== null && now < own.liftAskedAt + repeatLiftMs) return false;
      return isTrusted(floor.tracker.feeds.get(track.source)) && !(leases ??= leasesOf(floor))(line, queue, own.request);
    });
  }
};

/** Lifts every pause of a line that is known as Onhook's, at once, as an administrator releases it. */
export const releaseLine = (floor: FloorState, effects: Effects, line: LineId, now: number): void => {
  const track = floor.tracker.lines.get(line);
  if (track && isTrusted(floor.tracker.feeds.get(track.source))) liftOwn(floor, effects, track, now, (_, { liftAskedAt }) => liftAskedAt !== now);
};

/** Pause that looks like one of Onhook's and that no command in its log explains. */
export interface UnexplainedPause {
  readonly line: LineId;
  readonly queue: QueueName;
  /** Reason, '' where the phone system shows none. */
  readonly reason: string;
  readonly since: number;
}

/** True for a pause that carries a reason of Onhook's, or none shortly after a command of Onhook's, and that is not known as Onhook's. */
const looksOwn = ({ member, pausedFor, pauseAt, own }: QueueMembership): boolean => {
  if (!member || pausedFor === null || own?.isOn) return false;
  if (isOwnReason(pausedFor)) return true;
  if (pausedFor !== '' || !own) return false;
  return own.isDoubtful || (own.setAt === null && pauseAt >= own.commandedAt && pauseAt <= own.commandedAt + explainedByCommandMs);
};

const unexplainedOf = (track: LineTrack, leases: Leases): UnexplainedPause[] =>
  [...track.memberships].flatMap(([queue, membership]) =>
    looksOwn(membership) && !(isOwnReason(membership.pausedFor) && leases(track.line, queue))
      ? [{ line: track.line, queue, reason: membership.pausedFor ?? '', since: membership.pauseAt }]
      : [],
  );

/** Lists the pauses that look like Onhook's, that no lease covers and that no command explains. Onhook lifts none of them by itself. */
export const unexplainedPauses = (floor: FloorState): UnexplainedPause[] => {
  const leases = leasesOf(floor);
  return [...floor.tracker.lines.values()].flatMap((track) => (isTrusted(floor.tracker.feeds.get(track.source)) ? unexplainedOf(track, leases) : []));
};

/**
 * Lifts one pause that looks like Onhook's, because an administrator says that it is.
 *
 * @returns false when there is no such pause any more
 */
export const liftUnexplained = (floor: FloorState, effects: Effects, line: LineId, queue: QueueName, now: number): boolean => {
  const found = unexplainedPauses(floor).find((pause) => pause.line === line && pause.queue === queue);
  if (!found) return false;
  const request = asId<RecoveryId>(`lifted-${line}-${queue}`);
  const reason = isOwnReason(found.reason) ? found.reason : recoveryPauseReason;
  const command = commandOf({ request, kind: 'resume', line, queues: [queue], reason, isFirst: true }, now);
  recordCommand(floor, effects, { ...command, setAt: new Map([[queue, now]]) }, floor.people.get(line) ?? null, now);
  return true;
};

/**
 * Takes the requests of earlier days out of what is known about Onhook's pauses, so that the state of the phones names no recovery of
 * an earlier day. The pauses themselves stay known, and requests that are still open keep their names.
 *
 * @param before the centre's last midnight, epoch milliseconds
 */
export const forgetPastRequests = (floor: FloorState, before: number): void => {
  const open = new Set<string>([...[...floor.recoveries.values()].map(({ recovery }) => recovery), ...floor.offQueues.keys()]);
  for (const { memberships } of floor.tracker.lines.values()) {
    for (const membership of memberships.values()) {
      const { own } = membership;
      if (own && own.commandedAt < before && !open.has(own.request)) membership.own = { ...own, request: `past/${own.reason}` };
    }
  }
};
