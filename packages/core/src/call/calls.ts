import type { CallId, SourceId } from '../ids/index.ts';
import { indexCustomer, isSpanAlike } from './customers.ts';
import { foldCall } from './queue-visits.ts';
import { insertFact, type CallFact } from './facts.ts';
import { isIndexedAlike, reindex } from './line-index.ts';
import type { CallTrack, Change, Tracker, TrackerRules } from './state.ts';

/** Folds a call from its facts again and updates every index that the change touches. */
const refold = (tracker: Tracker, call: CallId, track: CallTrack, rules: TrackerRules): Change[] => {
  const before = track.call.legs;
  const { customer } = track.call;
  track.call = foldCall(track.facts);
  const after = track.call.legs;
  if (customer !== track.call.customer || !isSpanAlike(before, after)) indexCustomer(tracker, call, customer, track.call);
  const changes: Change[] = after.map((visit, i) => ({ kind: 'visit', call, before: before[i] ?? null, after: visit }));
  if (after.length === before.length && after.every((visit, i) => isIndexedAlike(visit, before[i]!))) {
    const { line } = after.at(-1) ?? { line: null };
    if (line !== null) changes.push({ kind: 'line', line });
    return changes;
  }
  for (const line of reindex(tracker, call, track, before, rules)) changes.push({ kind: 'line', line });
  return changes;
};

/**
 * Adds one fact to a call, folds the call again and updates the customer, queue and line indexes.
 *
 * @returns what the fact changed; empty for a duplicate
 */
export const addFact = (tracker: Tracker, source: SourceId, call: CallId, fact: CallFact, rules: TrackerRules): Change[] => {
  let track = tracker.calls.get(call);
  if (!track) tracker.calls.set(call, (track = { source, facts: [], call: { customer: null, legs: [] }, repeats: 0 }));
  return insertFact(track.facts, fact) ? refold(tracker, call, track, rules) : [];
};
