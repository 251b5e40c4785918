import type { TimeGrantId, QueueName } from '../ids/index.ts';
import { post, type CutShortBy } from '../ledger/index.ts';
import { latePauseWindowMs } from './line-request.ts';
import {
  isOpen,
  lastingMs,
  pauseFactsOf,
  progressOf,
  servedAt,
  unchanged,
  type ClosedRecovery,
  type EndingRecovery,
  type EndReason,
  type OpenRecovery,
  type Recovery,
  type RecoveryStep,
} from './recovery.ts';

const cutBy: Partial<Record<EndReason, CutShortBy>> = {
  'taken-away': 'phone-system',
  'phone-refused': 'phone-system',
  'paused-by-another': 'another-pause',
  'logged-out': 'logged-out',
  released: 'administrator',
  'lead-took-back': 'lead',
};

/**
 * Ends the minutes and posts every one of them: those that ran are honoured; the rest is waived or banked when the agent
 * chose so, and otherwise cut short, with the cause. Minutes that never began because another pause was on, or that waited for its end, are banked.
 * A recovery that has ended is left as it is.
 *
 * @param now epoch milliseconds
 * @param ranUntil time at which the minutes stopped, where that was before now
 * @returns the recovery in state `ending` and its postings; the commands follow from the next reconciliation
 */
export const endRecovery = (r: Recovery, endReason: EndReason, now: number, ranUntil = now): RecoveryStep => {
  if (!isOpen(r)) return unchanged(r);
  const honouredMs = endReason === 'time-was-up' ? lastingMs(r) : servedAt(r, ranUntil);
  const restMs = lastingMs(r) - honouredMs;
  const neverBegan = honouredMs === 0 && (endReason === 'paused-by-another' || (r.waitsForPause === true && cutBy[endReason] !== undefined && endReason !== 'lead-took-back'));
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
 * @param untilEndOfDay the time grant is an early finish
 * @param now epoch milliseconds
 */
export const addTimeGrant = (
  r: OpenRecovery,
  { gift, ms, untilEndOfDay }: { readonly gift: TimeGrantId; readonly ms: number; readonly untilEndOfDay: boolean },
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
 * Takes back the part of a time grant that has not run, and posts it as cut short by the lead. Ends the recovery when no other
 * minutes are left.
 *
 * @param now epoch milliseconds
 * @returns the recovery itself when nothing could be taken back
 */
export const takeBackTimeGrant = (r: Recovery, gift: TimeGrantId, now: number): RecoveryStep => {
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
