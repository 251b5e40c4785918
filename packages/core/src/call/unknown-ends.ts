import type { CallId, LineId, SourceId } from '../ids/index.ts';
import { addFact } from './calls.ts';
import { dayMs, pruneCustomers, rememberShared } from './customers.ts';
import type { LineSnapshot } from './event.ts';
import { isLive, type QueueVisit } from './queue-visits.ts';
import type { CallTrack, Change, Tracker, TrackerRules } from './state.ts';

/** Phone systems report the end of a call in whole seconds, and clocks differ a little. */
const lastCallToleranceMs = 2000;

const membershipOf = (visit: QueueVisit, line: LineSnapshot) => line.memberships.find(({ queue }) => queue === visit.queue);

/**
 * True when the roster shows that an answered call is over: its line is idle or missing, is in no call of the queue, or
 * has ended a call since.
 *
 * @param line the line of the call in the roster; undefined when it is missing
 * @param at time of the roster; an end that a phone system dates later comes from a clock that was set back
 */
export const hasEnded = (visit: QueueVisit, line: LineSnapshot | undefined, at: number): boolean => {
  if (!line || line.device === 'idle' || membershipOf(visit, line)?.inCall === false) return true;
  const answeredAt = visit.answeredAt ?? Infinity;
  return line.memberships.some(({ lastCallAt }) => lastCallAt !== null && lastCallAt > answeredAt + lastCallToleranceMs && lastCallAt <= at + lastCallToleranceMs);
};

/** Length of a gap in the connection in which a line hardly ends one call and takes and ends another. */
const shortGapMs = 2 * 60_000;

/**
 * Time at which a talk ended that a roster no longer shows: the line's last call in its queue, where that was in the gap of the connection.
 *
 * @returns epoch milliseconds; null when the roster doesn't show it, or the gap was long and the last call may be another one
 */
export const shownEndOf = (tracker: Tracker, source: SourceId, visit: QueueVisit, line: LineSnapshot | undefined, at: number): number | null => {
  const gapFrom = tracker.feeds.get(source)?.gapFrom ?? -Infinity;
  const membership = line && membershipOf(visit, line);
  const lastCallAt = membership?.lastCallAt ?? null;
  if (visit.outcome !== 'talking' || visit.answeredAt === null || lastCallAt === null) return null;
  if (at - gapFrom > shortGapMs && membership?.takenInGap !== 1) return null;
  if (visit.answeredAt > gapFrom || lastCallAt < gapFrom - lastCallToleranceMs || lastCallAt > at + lastCallToleranceMs) return null;
  return Math.max(visit.answeredAt, Math.min(lastCallAt, at));
};

/** True when the roster shows that an answered call is still on, and not only that its line is busy with some call. */
const isShownUp = (visit: QueueVisit, line: LineSnapshot | undefined): boolean => {
  const membership = line && membershipOf(visit, line);
  if (!membership || line.device !== 'in-use') return false;
  return membership.inCall ?? (membership.lastCallAt !== null && membership.lastCallAt <= (visit.answeredAt ?? -Infinity) + lastCallToleranceMs);
};

/** Confirms the open calls of a source that a roster shows. */
export const confirmCalls = (tracker: Tracker, source: SourceId, at: number, rules: TrackerRules, lines: ReadonlyMap<LineId, LineSnapshot>): Change[] => {
  const changes: Change[] = [];
  for (const [call, track] of tracker.calls) {
    if (track.source !== source) continue;
    const isUp = track.call.legs.some((visit) => visit.outcome === 'talking' && visit.line !== null && visit.joinedAt <= at && isShownUp(visit, lines.get(visit.line)));
    if (isUp) changes.push(...addFact(tracker, source, call, { kind: 'still-up', at }, rules));
  }
  return changes;
};

/** True for a talk from before the last gap in the connection that nothing has confirmed since: it may long be over. */
export const isDoubtful = (tracker: Tracker, track: CallTrack, visit: QueueVisit): boolean => {
  const gapFrom = tracker.feeds.get(track.source)?.gapFrom ?? -Infinity;
  return (visit.answeredAt ?? -Infinity) <= gapFrom && !track.facts.some((fact) => fact.at > gapFrom && fact.kind !== 'end-unknown');
};

/**
 * Ends the open calls of a source that `fits` selects, because their end was missed.
 *
 * The end is set to the start of the gap in the connection when nothing is known of the call after it, else to `at`.
 *
 * @param fits called for every open visit; a call ends when all of its open visits fit
 * @param shownEnd time at which the only open visit of a call ended, where the phone system shows it
 * @returns the changes of all calls that ended
 */
export const endUnknown = (
  tracker: Tracker,
  source: SourceId,
  at: number,
  rules: TrackerRules,
  fits: (call: CallId, visit: QueueVisit) => boolean,
  shownEnd: (visit: QueueVisit) => number | null = () => null,
): Change[] => {
  const changes: Change[] = [];
  for (const [call, track] of tracker.calls) {
    if (track.source !== source) continue;
    const open = track.call.legs.filter(isLive);
    if (open.length > 0 && open.every((visit) => visit.joinedAt <= at && fits(call, visit))) {
      const deafFrom = tracker.feeds.get(source)?.gapFrom ?? at;
      const shownAt = open.length === 1 ? shownEnd(open[0]!) : null;
      if (shownAt !== null) {
        changes.push(...addFact(tracker, source, call, { kind: 'end-unknown', at: shownAt, isShown: true }, rules));
        continue;
      }
      const lostAt = track.facts.at(-1)!.at <= deafFrom ? Math.min(at, deafFrom) : at;
      changes.push(...addFact(tracker, source, call, { kind: 'end-unknown', at: lostAt }, rules));
    }
  }
  return changes;
};

/** A call at a line that has been idle for this long is stale. */
const staleAfterIdleMs = 60_000;

/** True for a call whose end was never reported, when the devices of all its lines have long been idle. */
const isStale = (tracker: Tracker, visit: QueueVisit, now: number): boolean => {
  const lines = visit.line === null ? visit.ringing : [{ line: visit.line, since: visit.answeredAt ?? visit.joinedAt }];
  return (
    lines.length > 0 &&
    lines.every(({ line, since }) => {
      const track = tracker.lines.get(line);
      return track?.device === 'idle' && track.deviceStamp.at > since && track.deviceAt < now - staleAfterIdleMs;
    })
  );
};

/**
 * Deletes calls that ended before `endedBefore`, and half hours and customers older than two days.
 * First ends, as lost, calls that have been open for longer than `openForMs` or whose line has been idle for a minute.
 *
 * @returns the changes of the calls that ended
 */
export const pruneTracker = (
  tracker: Tracker,
  now: number,
  rules: TrackerRules & { readonly endedBefore: number; readonly openForMs: number },
): Change[] => {
  const changes: Change[] = [];
  for (const source of new Set([...tracker.calls.values()].map((track) => track.source))) {
    changes.push(
      ...endUnknown(tracker, source, now, rules, (_, visit) => visit.joinedAt < now - rules.openForMs || isStale(tracker, visit, now)),
    );
  }
  for (const [call, track] of tracker.calls) {
    if (!track.call.legs.every((visit) => visit.endedAt !== null && visit.endedAt < rules.endedBefore)) continue;
    if (track.call.customer !== null) rememberShared(tracker, track.call.customer, now);
    tracker.calls.delete(call);
  }
  pruneCustomers(tracker, now);
  for (const queue of tracker.queues.values()) {
    for (const start of queue.halfHours.keys()) if (start < now - 2 * dayMs) queue.halfHours.delete(start);
  }
  return changes;
};
