import type { CallId, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { QueueVisit } from './queue-visits.ts';
import type { LineTrack } from './line.ts';
import { countVisit } from './queue.ts';
import { lineOf, queueOf, type CallTrack, type Tracker, type TrackerRules } from './state.ts';

const removeFromLines = (tracker: Tracker, source: SourceId, call: CallId, visit: QueueVisit, touched: Set<LineId>): void => {
  for (const { line } of visit.ringing) {
    lineOf(tracker, source, line).ringing.delete(call);
    touched.add(line);
  }
  if (visit.line !== null) {
    lineOf(tracker, source, visit.line).talking.delete(call);
    touched.add(visit.line);
  }
};

const endedLast = (line: LineTrack, endedAt: number, queue: QueueName): boolean =>
  line.lastEndedAt === null || endedAt > line.lastEndedAt || (endedAt === line.lastEndedAt && queue > (line.lastQueue ?? ''));

const addToLines = (tracker: Tracker, source: SourceId, call: CallId, visit: QueueVisit, touched: Set<LineId>): void => {
  for (const { line, since } of visit.ringing) {
    lineOf(tracker, source, line).ringing.set(call, since);
    touched.add(line);
  }
  if (visit.line === null) return;
  const line = lineOf(tracker, source, visit.line);
  touched.add(visit.line);
  if (visit.outcome === 'talking') line.talking.set(call, visit.answeredAt ?? visit.joinedAt);
  else if (visit.endedAt !== null && endedLast(line, visit.endedAt, visit.queue)) {
    line.lastEndedAt = visit.endedAt;
    line.lastQueue = visit.queue;
  }
};

/** True when two folds of a visit have the same entries in the queue's counts and at the lines. */
export const isIndexedAlike = (a: QueueVisit, b: QueueVisit): boolean =>
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
 * Replaces the entries of a call in queues and lines: removes its visits as they were and adds them as they are.
 *
 * @param before the visits as indexed so far
 * @returns the lines that changed
 */
export const reindex = (tracker: Tracker, call: CallId, track: CallTrack, before: readonly QueueVisit[], rules: TrackerRules): Set<LineId> => {
  const touched = new Set<LineId>();
  for (const visit of before) {
    const queue = queueOf(tracker, visit.queue);
    queue.waiting.delete(call);
    countVisit(queue, visit, rules.targetSeconds, -1);
    removeFromLines(tracker, track.source, call, visit, touched);
  }
  for (const visit of track.call.legs) {
    const queue = queueOf(tracker, visit.queue);
    if (visit.outcome === 'waiting') queue.waiting.set(call, visit.joinedAt);
    countVisit(queue, visit, rules.targetSeconds, 1);
    addToLines(tracker, track.source, call, visit, touched);
  }
  return touched;
};
