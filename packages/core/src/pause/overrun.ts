import { post, type Entry } from '../ledger/index.ts';
import type { ObservedLine } from './line-request.ts';
import { pauseFactsOf, type EndingRecovery, type OpenRecovery } from './recovery.ts';

/** Time by which a pause may begin before its minutes, or end after them, without being posted, in milliseconds. */
export const overrunFromMs = 1000;

const latestOf = (times: Iterable<number>): number => {
  let latest = -Infinity;
  for (const at of times) latest = Math.max(latest, at);
  return latest;
};

const overrunEntries = ({ person, recovery }: OpenRecovery | EndingRecovery, part: string, amountMs: number, now: number): Entry[] =>
  amountMs < overrunFromMs ? [] : post({ kind: 'overrun', part, by: 'onhook', person, recovery, amountMs: Math.round(amountMs), at: now });

/**
 * Posts the time for which a line was paused before its minutes begin to run now: Onhook learned late that the pause was on, or
 * that the call was over.
 *
 * @param now epoch milliseconds
 * @returns no entries when the minutes begin in time
 */
export const overrunBefore = (r: OpenRecovery, observed: ObservedLine, now: number): Entry[] => {
  const pausedSince = latestOf([...observed.pauses.keys()].map((queue) => observed.pausedAt?.get(queue) ?? now));
  const since = Math.max(pausedSince, observed.lastCallEndedAt ?? -Infinity, r.createdAt);
  return overrunEntries(r, `from-${now}`, now - since, now);
};

/**
 * Posts the time for which a line stayed paused after its minutes had ended. The time is that of the event that lifted the
 * pause; without one, that of the command.
 *
 * @param now epoch milliseconds
 * @returns no entries when the pause was lifted in time, was never seen, or nothing shows when it was lifted
 */
export const overrunAfter = (r: EndingRecovery, observed: ObservedLine, now: number): Entry[] => {
  const { confirmedAt } = pauseFactsOf(r);
  if (confirmedAt === null || observed.talking) return [];
  const ends = r.queues.flatMap((queue) => observed.resumedAt?.get(queue) ?? (observed.pauses.get(queue) == null ? [] : (observed.pausedAt?.get(queue) ?? [])));
  const endedAt = ends.length > 0 ? latestOf(ends) : r.askedAt;
  if (endedAt === null) return [];
  const dueAt = Math.max(r.leaseUntil, confirmedAt, observed.lastCallEndedAt ?? -Infinity);
  return overrunEntries(r, `until-${now}`, Math.min(endedAt, now) - dueAt, now);
};
