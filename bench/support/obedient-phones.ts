import type { FeedEvent, LineEvent, PhoneEvent, LineSnapshot } from '@onhook/core/call';
import { asId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { type Clock, type PhoneSystem, RECOVERY, type Sink } from '@onhook/phones/port';

export const benchSource = asId<SourceId>('bench');

export interface Seat {
  readonly line: LineId;
  readonly name: string;
  readonly queues: readonly QueueName[];
}

type UnstampedEvent<Event> = Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'receivedAt'> : never;

export interface ObedientPhones extends PhoneSystem {
  /** Delivers events, as a connector does. */
  deliver(events: readonly PhoneEvent[]): void;
  /** Gives an event an id and the time of receipt. */
  stamp(event: UnstampedEvent<PhoneEvent>): PhoneEvent;
}

/** Creates a phone system without phones. It delivers the events of the bench, and obeys every pause and resume at once. */
export const createObedientPhones = (seats: readonly Seat[], clock: Clock): ObedientPhones => {
  let sink: Sink | null = null;
  let eventCount = 0;

  const stamp = (event: UnstampedEvent<PhoneEvent>): PhoneEvent =>
    ({ ...event, source: benchSource, id: `bench-${(eventCount += 1)}`, receivedAt: clock.now() }) as PhoneEvent;
  const deliver = (events: readonly PhoneEvent[]): void => sink?.events(events);
  const obey = (events: readonly UnstampedEvent<LineEvent>[]): void => deliver(events.map(stamp));
  const lineSnapshots = (): LineSnapshot[] =>
    seats.map(({ line, name, queues }) => ({
      line,
      name,
      device: 'idle',
      memberships: queues.map((queue) => ({ queue, pausedFor: null, callsTaken: 0, lastCallAt: null })),
    }));

  return {
    source: benchSource,
    capabilities: {
      pausesLines: true,
      pausesSingleQueues: true,
      showsPauseReason: true,
      endsPauses: false,
      confirmsPause: 'event',
      reportsHolds: true,
      reportsAfterCallWork: true,
      reportsWhoHungUp: true,
      setsPenalty: false,
    },
    deliver,
    stamp,
    start: (to) => {
      sink = to;
      const at = clock.now();
      const opening: UnstampedEvent<FeedEvent>[] = [
        { kind: 'feed-opened', at, startedAt: at },
        { kind: 'roster', at, lines: lineSnapshots() },
      ];
      deliver(opening.map(stamp));
    },
    state: () => ({ kind: 'up', since: 0 }),
    pause: async ({ id, line, queues }) => {
      obey(queues.map((queue) => ({ kind: 'line-paused', at: clock.now(), line, queue, reason: RECOVERY })));
      return { kind: 'sent', command: id };
    },
    resume: async ({ id, line, queues }) => {
      obey(queues.map((queue) => ({ kind: 'line-resumed', at: clock.now(), line, queue })));
      return { kind: 'sent', command: id };
    },
    readLines: async () => lineSnapshots(),
    stop: async () => {},
  };
};
