import type { CallEvent, FeedEvent, LineEvent, PhoneEvent, EventMetadata } from '@onhook/core/call';
import { asId, type CallId, type SourceId } from '@onhook/core/ids';
import type { ClockOffset } from './clock-offset.ts';
import type { Frame } from './frames.ts';
import type { Naming } from './naming.ts';
import type { Visit } from './visits.ts';

/** An event without what every event carries. */
export type Told<Event extends PhoneEvent> = Event extends PhoneEvent ? Omit<Event, keyof EventMetadata | 'call'> : never;

/** Gives events their source, name, times and order. */
export interface Stamps {
  /** When the frame's event happened: the phone system's own time where it gives one, on our clock. */
  atOf(frame: Frame, receivedAt: number): number;
  /** The next in order; taken early for an event that is told later. */
  nextOrder(): number;
  ofVisit(visit: Visit, frame: Frame, receivedAt: number, told: Told<CallEvent>): PhoneEvent;
  ofLine(frame: Frame, receivedAt: number, told: Told<LineEvent>): PhoneEvent;
  ofFeed(kind: FeedEvent['kind'], receivedAt: number): EventMetadata;
}

export const createStamps = (source: SourceId, naming: Naming, clockOffset: ClockOffset): Stamps => {
  let order = 0;
  const nextOrder = (): number => (order += 1);
  const atOf = (frame: Frame, receivedAt: number): number => {
    const seconds = Number(frame.get('Timestamp'));
    return seconds > 0 ? Math.round(clockOffset.toOurs(seconds * 1000)) : receivedAt;
  };
  const lineId = (kind: LineEvent['kind'], frame: Frame): string =>
    kind === 'line-device' && frame.get('Timestamp') === undefined
      ? naming.byPlace(kind)
      : naming.byContent(kind, frame);

  return {
    atOf,
    nextOrder,
    ofVisit: (visit, frame, receivedAt, told) => ({
      source,
      id: naming.byVisit(told.kind, visit, frame),
      at: atOf(frame, receivedAt),
      receivedAt,
      order: nextOrder(),
      call: asId<CallId>(visit.uniqueid),
      ...told,
    }),
    ofLine: (frame, receivedAt, told) => ({
      source,
      id: lineId(told.kind, frame),
      at: atOf(frame, receivedAt),
      receivedAt,
      order: nextOrder(),
      ...told,
    }),
    ofFeed: (kind, receivedAt) => ({
      source,
      id: naming.byPlace(kind),
      at: receivedAt,
      receivedAt,
      order: nextOrder(),
    }),
  };
};
