import type { CallId, SourceId } from '../ids/index.ts';
import { knowCustomer } from './customers.ts';
import { readLegs } from './legs.ts';
import { insertMark, type Mark } from './marks.ts';
import { isPlacedAlike, replace } from './places.ts';
import type { CallTrack, Change, Tracker, TrackerRules } from './state.ts';

const reread = (tracker: Tracker, call: CallId, track: CallTrack, rules: TrackerRules): Change[] => {
  const before = track.call.legs;
  const { customer } = track.call;
  track.call = readLegs(track.marks);
  const after = track.call.legs;
  if (customer !== track.call.customer || before[0]?.joinedAt !== after[0]?.joinedAt) knowCustomer(tracker, call, customer, track.call);
  const changes: Change[] = after.map((leg, i) => ({ kind: 'leg', call, before: before[i] ?? null, after: leg }));
  if (after.length === before.length && after.every((leg, i) => isPlacedAlike(leg, before[i]!))) {
    const { line } = after.at(-1) ?? { line: null };
    if (line !== null) changes.push({ kind: 'line', line });
    return changes;
  }
  for (const line of replace(tracker, call, track, before, rules)) changes.push({ kind: 'line', line });
  return changes;
};

/** Adds what happened to a call and reads it again. A mark that is there already changes nothing. */
export const addMark = (tracker: Tracker, source: SourceId, call: CallId, mark: Mark, rules: TrackerRules): Change[] => {
  let track = tracker.calls.get(call);
  if (!track) tracker.calls.set(call, (track = { source, marks: [], call: { customer: null, legs: [] }, repeats: 0 }));
  return insertMark(track.marks, mark) ? reread(tracker, call, track, rules) : [];
};
