import type { CallEvent, FeedEvent, EventMetadata, LineEvent, PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type SourceId } from '@onhook/core/ids';
import type { ClockOffset } from './clock-offset.ts';
import type { Frame } from './frames.ts';
import type { EventIds } from './event-ids.ts';
import type { QueueCall } from './queue-calls.ts';

/** An event without the fields that every event has. */
export type EventBody<Event extends PhoneEvent> = Event extends PhoneEvent ? Omit<Event, keyof EventMetadata | 'call'> : never;

/** Adds source, id, times and order to events. */
export interface EventFactory {
  /** Time of the frame's event in epoch milliseconds: the phone system's own where it gives one, converted to our clock. */
  atOf(frame: Frame, receivedAt: number): number;
  /** Next order number; reserved early for an event that is emitted later. */
  nextOrder(): number;
  ofQueueCall(queueCall: QueueCall, frame: Frame, receivedAt: number, body: EventBody<CallEvent>): PhoneEvent;
  ofLine(frame: Frame, receivedAt: number, body: EventBody<LineEvent>): PhoneEvent;
  ofFeed(kind: FeedEvent['kind'], receivedAt: number): EventMetadata;
  /** Metadata of an event that an answer to a command makes. */
  ofReading(kind: LineEvent['kind'], receivedAt: number): EventMetadata;
}

/** Threads of the phone system send frames out of order by less than this. */
const SET_BACK_MS = 1000;

/** Creates the metadata of one phone system's events. */
export const createEventFactory = (source: SourceId, eventIds: EventIds, clockOffset: ClockOffset): EventFactory => {
  let order = 0;
  const nextOrder = (): number => (order += 1);
  let latestAt = -Infinity;
  const atOf = (frame: Frame, receivedAt: number): number => {
    const seconds = Number(frame.get('Timestamp'));
    const at = seconds > 0 ? clockOffset.toOurs(seconds * 1000) : receivedAt;
    // Frames come in their order, so an event well before the latest one comes from a clock that was set back.
    if (at < latestAt - SET_BACK_MS) return latestAt;
    latestAt = Math.max(latestAt, at);
    return at;
  };
  const byPosition = (kind: PhoneEvent['kind'], receivedAt: number): EventMetadata => ({
    source,
    id: eventIds.byPosition(kind),
    at: receivedAt,
    receivedAt,
    order: nextOrder(),
  });
  const lineId = (kind: LineEvent['kind'], frame: Frame): string =>
    kind === 'line-device' && frame.get('Timestamp') === undefined
      ? eventIds.byPosition(kind)
      : eventIds.byContent(kind, frame);

  return {
    atOf,
    nextOrder,
    ofQueueCall: (queueCall, frame, receivedAt, body) => ({
      source,
      id: eventIds.forQueueCall(body.kind, queueCall, frame),
      at: atOf(frame, receivedAt),
      receivedAt,
      order: nextOrder(),
      call: asId<CallId>(queueCall.uniqueid),
      ...body,
    }),
    ofLine: (frame, receivedAt, body) => ({
      source,
      id: lineId(body.kind, frame),
      at: atOf(frame, receivedAt),
      receivedAt,
      order: nextOrder(),
      ...body,
    }),
    ofFeed: byPosition,
    ofReading: byPosition,
  };
};
