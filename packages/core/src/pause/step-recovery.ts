import type { QueueName } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import { closeRecovery, endRecovery } from './change-recovery.ts';
import { overrunAfter, overrunBefore } from './overrun.ts';
import { commandOf, latePauseWindowMs, recoveryPauseReason, type LineCommand, type ObservedLine } from './line-request.ts';
import {
  lastingMs,
  openRecovery,
  progressOf,
  servedAt,
  unchanged,
  type EndingRecovery,
  type EndReason,
  type Progress,
  type Recovery,
  type RecoveryStep,
} from './recovery.ts';

/** Length of the lease while a call keeps the minutes from beginning, in milliseconds. */
export const duringCallLeaseMs = 10 * 60_000;
/** Time after which an unanswered command of a recovery is repeated, in milliseconds. */
export const repeatCommandMs = 2000;

const due = (askedAt: number | null, now: number): boolean => askedAt === null || now >= askedAt + repeatCommandMs;

const command = (r: Recovery, kind: 'pause' | 'resume', queues: readonly QueueName[], now: number, isFirst: boolean): LineCommand =>
  commandOf({ request: r.recovery, kind, line: r.line, queues, reason: recoveryPauseReason, isFirst }, now);

const lift = (r: EndingRecovery, observed: ObservedLine, now: number): RecoveryStep => {
  const ours = r.queues.filter((queue) => observed.pauses.get(queue) === recoveryPauseReason);
  if (!observed.feedUp) return unchanged(r);
  if (ours.length === 0) {
    const mayStillCome = r.askedAt !== null && r.confirmedAt === null && now < r.askedAt + latePauseWindowMs;
    return mayStillCome ? unchanged(r) : { recovery: closeRecovery(r, now), entries: overrunAfter(r, observed, now), commands: [] };
  }
  const seen = r.confirmedAt === null ? { ...r, confirmedAt: now, askedAt: null } : r;
  if (!due(seen.askedAt, now)) return unchanged(seen);
  return { recovery: { ...seen, askedAt: now }, entries: [], commands: [command(seen, 'resume', ours, now, seen.askedAt === null)] };
};

/** @param ranUntil time at which the minutes stopped, where the phone system shows that this was before now */
const endAndLift = (r: Recovery, endReason: EndReason, observed: ObservedLine, now: number, ranUntil = now): RecoveryStep => {
  const ended = endRecovery(r, endReason, now, ranUntil);
  if (ended.recovery.state !== 'ending') return ended;
  const lifted = lift(ended.recovery, observed, now);
  return { recovery: lifted.recovery, entries: [...ended.entries, ...lifted.entries], commands: [...ended.commands, ...lifted.commands] };
};

interface PauseCheck {
  readonly progress: Progress;
  /** Reason why the recovery ends; null when it goes on. */
  readonly end: EndReason | null;
  /** Time at which somebody lifted the pause, where an event says so. */
  readonly liftedAt?: number;
  /** Free queues that are to be paused now. */
  readonly pause: readonly QueueName[];
}

/** Longest time for which given minutes wait for the end of another pause: as long as a shift may last. */
const longestWaitMs = 12 * 3_600_000;

/** Keeps the lease of minutes that wait for the end of another pause. */
const waiting = (r: Progress, now: number): Progress =>
  r.leaseUntil - now < duringCallLeaseMs / 2 ? { ...r, leaseUntil: now + duringCallLeaseMs } : r;

/** Compares an open recovery with the pauses on its line. */
const checkPauses = (open: Progress, observed: ObservedLine, now: number): PauseCheck => {
  // The line has brought this recovery's pause along into a queue: it got another name.
  const moved = [...observed.pauses].filter(([queue, reason]) => reason === recoveryPauseReason && observed.servedBy?.get(queue) === open.recovery && !open.queues.includes(queue)).map(([queue]) => queue);
  let r = moved.length > 0 ? { ...open, queues: [...open.queues, ...moved] } : open;
  const ending = (end: EndReason): PauseCheck => ({ progress: r, end, pause: [] });
  const asked = new Set(r.queues);
  const free = [...observed.pauses].filter(([, reason]) => reason === null).map(([queue]) => queue);
  const ours = [...observed.pauses].filter(([queue, reason]) => reason === recoveryPauseReason && asked.has(queue)).map(([queue]) => queue);
  if (observed.pauses.size === 0) return ending(r.untilEndOfDay ? 'went-home' : 'logged-out');
  const restarted = r.confirmedAt !== null && observed.phonesStartedAt !== null && observed.phonesStartedAt > r.confirmedAt;
  if (restarted && ours.length < observed.pauses.size) r = { ...r, confirmedAt: null, askedAt: null };
  if (r.confirmedAt !== null) {
    const { confirmedAt } = r;
    // A queue that the line has joined since is free for another reason than that somebody lifted the pause there.
    const lifted = free.filter((queue) => asked.has(queue) && (observed.joinedAt?.get(queue) ?? -Infinity) <= confirmedAt);
    if (lifted.length > 0) {
      const liftedAt = Math.min(now, ...lifted.map((queue) => observed.resumedAt?.get(queue) ?? now));
      if (now >= (r.lateLiftUntil ?? 0)) return { ...ending('taken-away'), liftedAt };
      r = { ...r, confirmedAt: null };
    } else if (ours.length === 0) return ending('paused-by-another');
    // The line has joined another queue, which is free. The pause counts as confirmed again once that queue is paused too.
    else if (free.length > 0) r = { ...r, confirmedAt: null };
  } else if (free.length === 0) {
    if (ours.length === 0) return r.waitsForPause && now < r.createdAt + longestWaitMs ? { progress: waiting(r, now), end: null, pause: [] } : ending('paused-by-another');
    const { waitsForPause: _waitsForPause, ...begun } = r;
    r = { ...begun, confirmedAt: now };
  }
  return { progress: r, end: null, pause: free.length > 0 && due(r.askedAt, now) ? free : [] };
};

/**
 * Compares a recovery with its line and takes the next step. Level-triggered: call it after any change of the line, after a
 * restart of either side and when time passes. A second call with the same input changes nothing.
 *
 * @param now epoch milliseconds
 * @returns the recovery itself when nothing changes
 */
export const stepRecovery = (before: Recovery, observed: ObservedLine, now: number): RecoveryStep => {
  if (before.state === 'closed') return unchanged(before);
  if (before.state === 'ending') return lift(before, observed, now);
  if (before.state === 'paused' && now >= before.leaseUntil) return endAndLift(before, 'time-was-up', observed, now);
  const start = progressOf(before);
  const startedRunning = before.state === 'paused' ? before.runningSince : null;
  let r = start;
  let runningSince = startedRunning;
  const commands: LineCommand[] = [];
  const busy = observed.talking || observed.ringing;
  const finish = (endReason: EndReason, ranUntil = now): RecoveryStep => endAndLift(openRecovery(r, runningSince), endReason, observed, now, ranUntil);
  let entries: readonly Entry[] = [];

  if (observed.feedUp) {
    const found = checkPauses(r, observed, now);
    r = found.progress;
    if (found.end !== null) return finish(found.end, found.liftedAt);
    if (found.pause.length > 0) {
      commands.push(command(before, 'pause', found.pause, now, r.askedAt === null));
      r = { ...r, askedAt: now, queues: [...new Set([...r.queues, ...found.pause])] };
    }
  }
  if (r.missedCause === null && !r.pausedDuringCall && r.confirmedAt === null && busy) {
    const since = observed.ringingSince ?? now;
    r = { ...r, missedCause: !observed.feedUp ? 'phones-down' : since <= r.createdAt ? 'already-ringing' : 'pause-on-its-way' };
  }
  if (busy && runningSince !== null) {
    r = { ...r, servedMs: servedAt(openRecovery(r, runningSince), now), leaseUntil: now + duringCallLeaseMs };
    runningSince = null;
  } else if (!busy && runningSince === null && r.confirmedAt !== null) {
    entries = overrunBefore(openRecovery(r), observed, now);
    r = { ...r, leaseUntil: now + lastingMs(r) - r.servedMs };
    runningSince = now;
  } else if (busy && r.leaseUntil - now < duringCallLeaseMs / 2) {
    r = { ...r, leaseUntil: now + duringCallLeaseMs };
  } else if (!busy && runningSince === null && now >= r.leaseUntil) {
    return finish('phone-refused');
  }
  const same = r === start && runningSince === startedRunning;
  return { recovery: same ? before : openRecovery(r, runningSince), entries, commands };
};
