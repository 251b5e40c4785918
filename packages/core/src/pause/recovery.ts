import type { CallId, GiftId, LineId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import { post, type CutShortBy, type Entry } from '../ledger/index.ts';
import { commandOf, latePauseWindowMs, recoveryPauseReason, type LineCommand, type ObservedLine } from './line-request.ts';

/** Cause of a recovery. `given`: a lead gave the minutes, or policy did because nobody answered the request. */
export type RecoveryCause = 'hard-call' | 'said-hard' | 'asked' | 'given';

/** Minutes that a lead or policy gave, as a recovery of their own or on top of one. */
export interface Gift {
  readonly gift: GiftId;
  readonly ms: number;
  readonly takenBackMs: number;
}

/** Reason why a recovery's minutes ended; stored with the recovery and shown to its agent. */
export type EndReason =
  | 'time-was-up'
  | 'agent-went-back'
  | 'agent-said-later'
  | 'agent-skipped'
  | 'agent-said-fine'
  | 'taken-away'
  | 'paused-by-another'
  | 'logged-out'
  | 'phone-refused'
  | 'released'
  | 'lead-took-back'
  /** The agent logged out during an early finish. */
  | 'went-home'
  /** Banked whole: another recovery was open, or the call became known too late. */
  | 'already-recovering'
  | 'learned-late';

/** Reason why a call reached the agent before the pause did. */
export type MissedCause = 'already-ringing' | 'pause-on-its-way' | 'phones-down';

/** Fields of a recovery in every state. */
interface RecoveryFacts {
  readonly recovery: RecoveryId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly cause: RecoveryCause;
  readonly call: CallId | null;
  readonly leg: number | null;
  readonly createdAt: number;
  /** Total minutes: guaranteed, more, paid back, extended and given. */
  readonly grantedMs: number;
  /** Part of the minutes that policy guarantees. */
  readonly guaranteedMs: number;
  readonly paidBackMs: number;
  readonly extendedMs: number;
  /** Minutes that have run, without the stretch that runs now. */
  readonly servedMs: number;
  /** Queues that the phone system was asked to pause for this recovery. */
  readonly queues: readonly QueueName[];
  /** Time of the last unanswered command; null before the first and once an answer was seen. */
  readonly askedAt: number | null;
  /** Time until which the line is paused at most. Once the minutes run, only a call or added minutes postpone it. */
  readonly leaseUntil: number;
  readonly gifts?: readonly Gift[];
  /** True for an early finish, whose purpose is logging out. */
  readonly untilEndOfDay?: true;
}

/** Facts about the pause, known from the first answer of the phone system on. */
interface PauseFacts {
  /** Time at which the phone system's events first showed every queue paused; null while they do not. */
  readonly confirmedAt: number | null;
  /** True when the pause was placed while the hard call was still on. */
  readonly pausedDuringCall: boolean;
  readonly missedCause: MissedCause | null;
}

interface OpenFacts extends RecoveryFacts {
  /** Set when this recovery took over the pause of an earlier one: until this time, a late lifting of that pause does not end it. */
  readonly lateLiftUntil: number | null;
}

/** Recovery whose pause the phone system has not confirmed, or was not yet asked for. */
export interface AskedRecovery extends OpenFacts {
  readonly state: 'asked';
}

/** Recovery whose minutes do not run because of a call. */
export interface WaitingRecovery extends OpenFacts, PauseFacts {
  readonly state: 'waiting';
}

/** Recovery whose line is paused and whose minutes run. */
export interface PausedRecovery extends OpenFacts, PauseFacts {
  readonly state: 'paused';
  readonly runningSince: number;
}

/** Recovery whose minutes are posted and whose pause is to be lifted. */
export interface EndingRecovery extends RecoveryFacts, PauseFacts {
  readonly state: 'ending';
  readonly endReason: EndReason;
  readonly bankedMs: number;
}

/** Recovery whose minutes are posted and whose pause has been lifted. */
export interface ClosedRecovery extends RecoveryFacts, PauseFacts {
  readonly state: 'closed';
  readonly endReason: EndReason;
  readonly bankedMs: number;
  readonly closedAt: number;
}

/** A recovery whose minutes have not ended. */
export type OpenRecovery = AskedRecovery | WaitingRecovery | PausedRecovery;
/** Recovery in any state: protected minutes, and the pause that protects them. */
export type Recovery = OpenRecovery | EndingRecovery | ClosedRecovery;

/** Result of a change of one recovery: its new state, the postings and the commands that follow. */
export interface RecoveryStep<Next extends Recovery = Recovery> {
  readonly recovery: Next;
  readonly entries: readonly Entry[];
  readonly commands: readonly LineCommand[];
}

/** Length of the lease while a call keeps the minutes from beginning, in milliseconds. */
export const duringCallLeaseMs = 10 * 60_000;
/** Time after which an unanswered command of a recovery is repeated, in milliseconds. */
export const repeatCommandMs = 2000;

const cutBy: Partial<Record<EndReason, CutShortBy>> = {
  'taken-away': 'phone-system',
  'phone-refused': 'phone-system',
  'paused-by-another': 'another-pause',
  'logged-out': 'logged-out',
  released: 'administrator',
  'lead-took-back': 'lead',
};

/**
 * Tells whether a recovery's minutes have not ended.
 *
 * @example
 * if (isOpen(recovery)) extendRecovery(recovery, 120_000, now);
 */
export const isOpen = (r: Recovery | undefined | null): r is OpenRecovery => r != null && r.state !== 'ending' && r.state !== 'closed';

/**
 * Returns the facts about a recovery's pause; in state `asked`, those of a pause that has not been seen.
 *
 * @returns whether the pause was placed during the call, why a call came first, and when the pause was confirmed
 */
export const pauseFactsOf = (r: Recovery): PauseFacts =>
  r.state === 'asked' ? { confirmedAt: null, pausedDuringCall: false, missedCause: null } : r;

const unchanged = <Same extends Recovery>(recovery: Same): RecoveryStep<Same> => ({ recovery, entries: [], commands: [] });

/** Granted minutes without those that were taken back. */
const lastingMs = (r: RecoveryFacts): number => (r.gifts ?? []).reduce((ms, gift) => ms - gift.takenBackMs, r.grantedMs);

/**
 * Minutes of a recovery that have run.
 *
 * @param now epoch milliseconds
 * @returns milliseconds, at most those that were granted
 */
export const servedAt = (r: Recovery, now: number): number =>
  Math.min(lastingMs(r), r.servedMs + (r.state === 'paused' ? Math.max(0, now - r.runningSince) : 0));

/** Facts that an open recovery is made of, whatever its state. */
type Progress = OpenFacts & PauseFacts;

const progressOf = (r: OpenRecovery): Progress => {
  if (r.state === 'paused') {
    const { state: _state, runningSince: _runningSince, ...progress } = r;
    return progress;
  }
  const { state: _state, ...progress } = r;
  return { ...progress, ...pauseFactsOf(r) };
};

/**
 * Makes an open recovery from its facts, which determine its state: `paused` when minutes run; `waiting` when the pause
 * was seen or a call keeps the minutes from running; else `asked`.
 *
 * @param runningSince epoch milliseconds since when minutes run; null when they do not
 */
export const openRecovery = (progress: Progress, runningSince: number | null = null): OpenRecovery => {
  if (runningSince !== null) return { ...progress, state: 'paused', runningSince };
  const { confirmedAt, pausedDuringCall, missedCause, ...facts } = progress;
  if (pausedDuringCall || missedCause !== null || confirmedAt !== null) return { ...progress, state: 'waiting' };
  return { ...facts, state: 'asked' };
};

/**
 * Ends the minutes and posts every one of them: those that ran are honoured; the rest is waived or banked when the agent
 * chose so, and otherwise cut short, with the cause. Minutes that never began because another pause was on are banked.
 * A recovery that has ended is left as it is.
 *
 * @param now epoch milliseconds
 * @returns the recovery in state `ending` and its postings; the commands follow from the next reconciliation
 */
export const endRecovery = (r: Recovery, endReason: EndReason, now: number): RecoveryStep => {
  if (!isOpen(r)) return unchanged(r);
  const honouredMs = endReason === 'time-was-up' ? lastingMs(r) : servedAt(r, now);
  const restMs = lastingMs(r) - honouredMs;
  const neverBegan = endReason === 'paused-by-another' && honouredMs === 0;
  const kind = endReason === 'agent-said-later' || neverBegan ? 'banked' : cutBy[endReason] ? 'cut-short' : 'waived';
  const by = kind === 'cut-short' ? cutBy[endReason] : undefined;
  const to = { person: r.person, recovery: r.recovery, at: now };
  const { lateLiftUntil: _lateLiftUntil, ...facts } = progressOf(r);
  return {
    recovery: {
      ...facts,
      state: 'ending',
      servedMs: honouredMs,
      leaseUntil: Math.min(r.leaseUntil, now),
      // A pause that was seen is lifted at once; an unseen pause may still take effect.
      askedAt: facts.confirmedAt === null ? r.askedAt : null,
      endReason,
      bankedMs: kind === 'banked' ? restMs : 0,
    },
    entries: [...post({ kind: 'honoured', amountMs: honouredMs, ...to }), ...post({ kind, amountMs: restMs, ...(by && { by }), ...to })],
    commands: [],
  };
};

/**
 * Closes an ended recovery although its pause may still be on, as another recovery takes the pause over.
 *
 * @param now epoch milliseconds
 */
export const closeRecovery = (r: EndingRecovery, now: number): ClosedRecovery => ({ ...r, state: 'closed', closedAt: now });

/** Puts a closed recovery back to `ending`, as its pause took effect late and has to be lifted. */
export const resumeLifting = ({ closedAt: _closedAt, ...r }: ClosedRecovery): EndingRecovery => ({ ...r, state: 'ending', askedAt: null });

/**
 * Adds minutes to an open recovery at its agent's wish.
 *
 * @param byMs milliseconds to add
 * @param now epoch milliseconds
 */
export const extendRecovery = (r: OpenRecovery, byMs: number, now: number): RecoveryStep => ({
  recovery: {
    ...r,
    grantedMs: r.grantedMs + byMs,
    extendedMs: r.extendedMs + byMs,
    leaseUntil: r.leaseUntil + byMs,
  },
  entries: post({ kind: 'extended', person: r.person, recovery: r.recovery, amountMs: byMs, at: now }),
  commands: [],
});

/**
 * Adds given minutes to an open recovery.
 *
 * @param untilEndOfDay the gift is an early finish
 * @param now epoch milliseconds
 */
export const addGift = (
  r: OpenRecovery,
  { gift, ms, untilEndOfDay }: { readonly gift: GiftId; readonly ms: number; readonly untilEndOfDay: boolean },
  now: number,
): RecoveryStep => ({
  recovery: {
    ...r,
    grantedMs: r.grantedMs + ms,
    leaseUntil: r.leaseUntil + ms,
    gifts: [...(r.gifts ?? []), { gift, ms, takenBackMs: 0 }],
    ...(untilEndOfDay && { untilEndOfDay }),
  },
  entries: post({ kind: 'extended', part: gift, person: r.person, recovery: r.recovery, amountMs: ms, at: now }),
  commands: [],
});

/**
 * Takes back the part of a gift that has not run, and posts it as cut short by the lead. Ends the recovery when no other
 * minutes are left.
 *
 * @param now epoch milliseconds
 * @returns the recovery itself when nothing could be taken back
 */
export const takeBackGift = (r: Recovery, gift: GiftId, now: number): RecoveryStep => {
  const known = r.gifts?.find((one) => one.gift === gift);
  const restMs = isOpen(r) && known ? Math.min(known.ms - known.takenBackMs, lastingMs(r) - servedAt(r, now)) : 0;
  if (!known || restMs <= 0) return unchanged(r);
  if (restMs === lastingMs(r) - servedAt(r, now)) return endRecovery(r, 'lead-took-back', now);
  return {
    recovery: {
      ...r,
      leaseUntil: r.leaseUntil - restMs,
      gifts: r.gifts?.map((one) => (one === known ? { ...one, takenBackMs: one.takenBackMs + restMs } : one)) ?? [],
    },
    entries: post({ kind: 'cut-short', part: gift, by: 'lead', person: r.person, recovery: r.recovery, amountMs: restMs, at: now }),
    commands: [],
  };
};

const due = (askedAt: number | null, now: number): boolean => askedAt === null || now >= askedAt + repeatCommandMs;

const command = (r: Recovery, kind: 'pause' | 'resume', queues: readonly QueueName[], now: number, isFirst: boolean): LineCommand =>
  commandOf({ request: r.recovery, kind, line: r.line, queues, reason: recoveryPauseReason, isFirst }, now);

const lift = (r: EndingRecovery, observed: ObservedLine, now: number): RecoveryStep => {
  const ours = r.queues.filter((queue) => observed.pauses.get(queue) === recoveryPauseReason);
  if (!observed.feedUp) return unchanged(r);
  if (ours.length === 0) {
    const mayStillCome = r.askedAt !== null && r.confirmedAt === null && now < r.askedAt + latePauseWindowMs;
    return unchanged(mayStillCome ? r : closeRecovery(r, now));
  }
  const seen = r.confirmedAt === null ? { ...r, confirmedAt: now, askedAt: null } : r;
  if (!due(seen.askedAt, now)) return unchanged(seen);
  return { recovery: { ...seen, askedAt: now }, entries: [], commands: [command(seen, 'resume', ours, now, seen.askedAt === null)] };
};

const endAndLift = (r: Recovery, endReason: EndReason, observed: ObservedLine, now: number): RecoveryStep => {
  const ended = endRecovery(r, endReason, now);
  if (ended.recovery.state !== 'ending') return ended;
  const lifted = lift(ended.recovery, observed, now);
  return { recovery: lifted.recovery, entries: [...ended.entries, ...lifted.entries], commands: [...ended.commands, ...lifted.commands] };
};

interface PauseCheck {
  readonly progress: Progress;
  /** Reason why the recovery ends; null when it goes on. */
  readonly end: EndReason | null;
  /** Free queues that are to be paused now. */
  readonly pause: readonly QueueName[];
}

/** Compares an open recovery with the pauses on its line. */
const checkPauses = (open: Progress, observed: ObservedLine, now: number): PauseCheck => {
  let r = open;
  const ending = (end: EndReason): PauseCheck => ({ progress: r, end, pause: [] });
  const asked = new Set(r.queues);
  const free = [...observed.pauses].filter(([, reason]) => reason === null).map(([queue]) => queue);
  const ours = [...observed.pauses].filter(([queue, reason]) => reason === recoveryPauseReason && asked.has(queue)).map(([queue]) => queue);
  if (observed.pauses.size === 0) return ending(r.untilEndOfDay ? 'went-home' : 'logged-out');
  const restarted = r.confirmedAt !== null && observed.phonesStartedAt !== null && observed.phonesStartedAt > r.confirmedAt;
  if (restarted && ours.length < observed.pauses.size) r = { ...r, confirmedAt: null, askedAt: null };
  if (r.confirmedAt !== null) {
    if (free.some((queue) => asked.has(queue))) {
      if (now >= (r.lateLiftUntil ?? 0)) return ending('taken-away');
      r = { ...r, confirmedAt: null };
    } else if (ours.length === 0) return ending('paused-by-another');
    // The line has joined another queue, which is free. The pause counts as confirmed again once that queue is paused too.
    else if (free.length > 0) r = { ...r, confirmedAt: null };
  } else if (free.length === 0) {
    if (ours.length === 0) return ending('paused-by-another');
    r = { ...r, confirmedAt: now };
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
  const finish = (endReason: EndReason): RecoveryStep => endAndLift(openRecovery(r, runningSince), endReason, observed, now);

  if (observed.feedUp) {
    const found = checkPauses(r, observed, now);
    r = found.progress;
    if (found.end !== null) return finish(found.end);
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
    r = { ...r, leaseUntil: now + lastingMs(r) - r.servedMs };
    runningSince = now;
  } else if (busy && r.leaseUntil - now < duringCallLeaseMs / 2) {
    r = { ...r, leaseUntil: now + duringCallLeaseMs };
  } else if (!busy && runningSince === null && now >= r.leaseUntil) {
    return finish('phone-refused');
  }
  const same = r === start && runningSince === startedRunning;
  return { recovery: same ? before : openRecovery(r, runningSince), entries: [], commands };
};

/**
 * Applies a refusal by the phone system. A final refusal of a pause that was never seen ends the recovery; any other is
 * followed by the next repetition.
 *
 * @param final another try cannot help
 * @param now epoch milliseconds
 * @returns the recovery itself when nothing changes; one that ends may still have a pause on its line, to be lifted by
 *   the next reconciliation
 */
export const refuseRecovery = (r: Recovery, final: boolean, now: number): RecoveryStep =>
  final && isOpen(r) && pauseFactsOf(r).confirmedAt === null ? endRecovery(r, 'phone-refused', now) : unchanged(r);

/**
 * Lets a recovery take over queues from a request that ends. The pause that it replaces may still be lifted late, which
 * does not end this recovery.
 *
 * @param now epoch milliseconds
 */
export const takeOverQueues = (r: OpenRecovery, queues: readonly QueueName[], now: number): OpenRecovery => ({
  ...r,
  queues: [...new Set([...r.queues, ...queues])],
  askedAt: now,
  lateLiftUntil: Math.max(r.lateLiftUntil ?? 0, now + latePauseWindowMs),
});
