import { createHmac } from 'node:crypto';
import type { Frame } from './frames.ts';
import type { QueueCall } from './queue-calls.ts';

/** Number of distinct contents whose repetitions are counted. */
const REMEMBERED_CONTENTS = 1024;

/**
 * Ids of events. The same bytes give the same ids, however they are cut and however often they are read; two events
 * never share an id. Ids hold no caller's number: contents are hashed under the centre's key.
 */
export interface EventIds {
  /** Begins a new connection. */
  connected(receivedAt: number): void;
  /** Counts one frame of this connection. */
  frame(): void;
  /** Id by the frame's position in its connection, for frames without a time or a counter. */
  byPosition(kind: string): string;
  /** Id by the frame's content, for frames that carry a time or the phone system's counters. */
  byContent(kind: string, frame: Frame): string;
  /** Id by the number of events of the queue call so far, where all of them were observed. */
  forQueueCall(kind: string, queueCall: QueueCall, frame: Frame): string;
  /** Id of a concluded end, which no frame reported. */
  forUnclosed(queueCall: QueueCall): string;
}

/**
 * Creates the ids of one phone system's events.
 *
 * @param key of the hash over contents
 */
export const createEventIds = (key: string | Uint8Array): EventIds => {
  const contents = new Map<string, number>();
  let connections = 0;
  let connection = '';
  let frames = 0;

  const byPosition = (kind: string): string => `${kind}:${connection}:${frames}`;
  const byContent = (kind: string, frame: Frame): string => {
    const content = createHmac('sha256', key).update(frame.text).digest('hex').slice(0, 24);
    if (frame.get('Timestamp') !== undefined) return `${kind}:${content}`;
    const count = (contents.get(content) ?? 0) + 1;
    contents.delete(content);
    contents.set(content, count);
    if (contents.size > REMEMBERED_CONTENTS) contents.delete(contents.keys().next().value!);
    return `${kind}:${content}:${count}`;
  };

  return {
    connected(receivedAt) {
      connections += 1;
      connection = `${receivedAt.toString(36)}.${connections}`;
      frames = 0;
    },
    frame: () => void (frames += 1),
    byPosition,
    byContent,
    forQueueCall(kind, queueCall, frame) {
      queueCall.eventCount += 1;
      if (frame.get('Timestamp') !== undefined) return byContent(kind, frame);
      return queueCall.observedFromStart ? `${kind}:${queueCall.uniqueid}:${queueCall.number}:${queueCall.eventCount}` : byPosition(kind);
    },
    forUnclosed: (queueCall) =>
      `unclosed:${queueCall.uniqueid}:${queueCall.observedFromStart ? queueCall.number : `${connection}:${queueCall.startedAt}`}`,
  };
};
