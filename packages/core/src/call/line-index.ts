import type { CallId, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { Leg } from './legs.ts';
import type { LineTrack } from './line.ts';
import { countLeg } from './queue.ts';
import { lineOf, queueOf, type CallTrack, type Tracker, type TrackerRules } from './state.ts';

const removeFromLines = (tracker: Tracker, source: SourceId, call: CallId, leg: Leg, touched: Set<LineId>): void => {
  for (const { line } of leg.ringing) {
    lineOf(tracker, source, line).ringing.delete(call);
    touched.add(line);
  }
  if (leg.line !== null) {
    lineOf(tracker, source, leg.line).talking.delete(call);
    touched.add(leg.line);
  }
};

const endedLast = (line: LineTrack, endedAt: number, queue: QueueName): boolean =>
  line.lastEndedAt === null || endedAt > line.lastEndedAt || (endedAt === line.lastEndedAt && queue > (line.lastQueue ?? ''));

const addToLines = (tracker: Tracker, source: SourceId, call: CallId, leg: Leg, touched: Set<LineId>): void => {
  for (const { line, since } of leg.ringing) {
    lineOf(tracker, source, line).ringing.set(call, since);
    touched.add(line);
  }
  if (leg.line === null) return;
  const line = lineOf(tracker, source, leg.line);
  touched.add(leg.line);
  if (leg.outcome === 'talking') line.talking.set(call, leg.answeredAt ?? leg.joinedAt);
  else if (leg.endedAt !== null && endedLast(line, leg.endedAt, leg.queue)) {
    line.lastEndedAt = leg.endedAt;
    line.lastQueue = leg.queue;
  }
};

/** True when two folds of a leg have the same entries in the queue's counts and at the lines. */
export const isIndexedAlike = (a: Leg, b: Leg): boolean =>
  a.outcome === b.outcome &&
  a.queue === b.queue &&
  a.line === b.line &&
  a.joinedAt === b.joinedAt &&
  a.answeredAt === b.answeredAt &&
  a.endedAt === b.endedAt &&
  a.waitSeconds === b.waitSeconds &&
  a.ringing.length === b.ringing.length &&
  a.ringing.every((one, i) => one.line === b.ringing[i]!.line && one.since === b.ringing[i]!.since);

/**
 * Replaces the entries of a call in queues and lines: removes its legs as they were and adds them as they are.
 *
 * @param before the legs as indexed so far
 * @returns the lines that changed
 */
export const reindex = (tracker: Tracker, call: CallId, track: CallTrack, before: readonly Leg[], rules: TrackerRules): Set<LineId> => {
  const touched = new Set<LineId>();
  for (const leg of before) {
    const queue = queueOf(tracker, leg.queue);
    queue.waiting.delete(call);
    countLeg(queue, leg, rules.targetSeconds, -1);
    removeFromLines(tracker, track.source, call, leg, touched);
  }
  for (const leg of track.call.legs) {
    const queue = queueOf(tracker, leg.queue);
    if (leg.outcome === 'waiting') queue.waiting.set(call, leg.joinedAt);
    countLeg(queue, leg, rules.targetSeconds, 1);
    addToLines(tracker, track.source, call, leg, touched);
  }
  return touched;
};
