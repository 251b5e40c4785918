import type { CallId, TimeGrantId, LineId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import type { LineCommand } from './line-request.ts';

/** Cause of a recovery. `given`: a lead gave the minutes, or policy did because nobody answered the request. */
export type RecoveryCause = 'hard-call' | 'said-hard' | 'asked' | 'given';

/** Minutes that a lead or policy gave, as a recovery of their own or on top of one. */
export interface TimeGrant {
  readonly gift: TimeGrantId;
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
  readonly gifts?: readonly TimeGrant[];
  /** True for given minutes that wait for the end of another pause, until the first confirmation. */
  readonly waitsForPause?: true;
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

/** Result of a change that changes nothing. */
export const unchanged = <Same extends Recovery>(recovery: Same): RecoveryStep<Same> => ({ recovery, entries: [], commands: [] });

/** Granted minutes without those that were taken back, in milliseconds. */
export const lastingMs = (r: RecoveryFacts): number => (r.gifts ?? []).reduce((ms, gift) => ms - gift.takenBackMs, r.grantedMs);

/**
 * Minutes of a recovery that have run.
 *
 * @param now epoch milliseconds
 * @returns milliseconds, at most those that were granted
 */
export const servedAt = (r: Recovery, now: number): number =>
  Math.min(lastingMs(r), r.servedMs + (r.state === 'paused' ? Math.max(0, now - r.runningSince) : 0));

/** Facts that an open recovery is made of, whatever its state. */
export type Progress = OpenFacts & PauseFacts;

/** Returns the facts of an open recovery without its state. */
export const progressOf = (r: OpenRecovery): Progress => {
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
