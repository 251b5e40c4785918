import type { CallId, SourceId } from '../ids/index.ts';
import { addMark } from './calls.ts';
import { dayMs } from './customers.ts';
import type { RosterLine } from './event.ts';
import { isLive, type Leg } from './legs.ts';
import type { Change, Tracker, TrackerRules } from './state.ts';

/** Phone systems write the second of a call's end, and clocks are a little apart. */
const lastCallToleranceMs = 2000;

/** Whether the line's place in the roster shows that an answered call is over. */
export const hasEnded = (leg: Leg, line: RosterLine | undefined): boolean => {
  if (!line || line.device === 'idle') return true;
  const answeredAt = leg.answeredAt ?? Infinity;
  return line.memberships.some(({ lastCallAt }) => lastCallAt !== null && lastCallAt > answeredAt + lastCallToleranceMs);
};

/**
 * Calls of this source that are still open and that `fits` picks: they ended while nobody was telling us. No more is
 * known of them than up to when the connection was lost.
 */
export const lose = (
  tracker: Tracker,
  source: SourceId,
  at: number,
  rules: TrackerRules,
  fits: (call: CallId, leg: Leg) => boolean,
): Change[] => {
  const changes: Change[] = [];
  for (const [call, track] of tracker.calls) {
    if (track.source !== source) continue;
    const open = track.call.legs.filter(isLive);
    if (open.length > 0 && open.every((leg) => leg.joinedAt <= at && fits(call, leg))) {
      const deafFrom = tracker.feeds.get(source)?.deafFrom ?? at;
      const lostAt = track.marks.at(-1)!.at <= deafFrom ? Math.min(at, deafFrom) : at;
      changes.push(...addMark(tracker, source, call, { kind: 'call-lost', at: lostAt }, rules));
    }
  }
  return changes;
};

/** How long a line is idle before a call that is said to ring or talk there is no longer believed. */
const phantomMs = 60_000;

/** A call whose end was never told, at lines that its device has long since left. */
const isPhantom = (tracker: Tracker, leg: Leg, now: number): boolean => {
  const places = leg.line === null ? leg.ringing : [{ line: leg.line, since: leg.answeredAt ?? leg.joinedAt }];
  return (
    places.length > 0 &&
    places.every(({ line, since }) => {
      const track = tracker.lines.get(line);
      return track?.device === 'idle' && track.deviceHeard.at > since && track.deviceAt < now - phantomMs;
    })
  );
};

/**
 * Lets go of what nobody will ask for again: calls ended before `endedBefore`, half hours and customers older than two
 * days. A call open for longer than `openForMs`, or whose line has been idle for a minute, is taken as lost.
 */
export const forget = (
  tracker: Tracker,
  now: number,
  rules: TrackerRules & { readonly endedBefore: number; readonly openForMs: number },
): Change[] => {
  const changes: Change[] = [];
  for (const source of new Set([...tracker.calls.values()].map((track) => track.source))) {
    changes.push(
      ...lose(tracker, source, now, rules, (_, leg) => leg.joinedAt < now - rules.openForMs || isPhantom(tracker, leg, now)),
    );
  }
  for (const [call, track] of tracker.calls) {
    if (track.call.legs.every((leg) => leg.endedAt !== null && leg.endedAt < rules.endedBefore)) tracker.calls.delete(call);
  }
  for (const [customer, joins] of tracker.customers) {
    for (const [call, at] of joins) if (at < now - 2 * dayMs) joins.delete(call);
    if (joins.size === 0) tracker.customers.delete(customer);
  }
  for (const queue of tracker.queues.values()) {
    for (const start of queue.halfHours.keys()) if (start < now - 2 * dayMs) queue.halfHours.delete(start);
  }
  return changes;
};
