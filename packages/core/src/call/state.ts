import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { Call, Leg } from './legs.ts';
import { neverHeard, type LineTrack } from './line.ts';
import type { Mark } from './marks.ts';
import type { QueueTrack } from './queue.ts';

export interface CallTrack {
  readonly source: SourceId;
  readonly marks: Mark[];
  call: Call;
  /** Earlier calls of the same customer in the 24 hours before this one joined. */
  repeats: number;
}

export interface FeedTrack {
  up: boolean;
  since: number;
  /** When the phone system itself last started; null where it does not say. */
  startedAt: number | null;
  /** The latest time anything was told of. */
  heardAt: number;
  /** The same when the connection was opened last: nothing is known from then until it was. */
  deafFrom: number;
  /** A roster has come on this feed, now or before. */
  tellsRosters: boolean;
  /** The picture of the lines is the phone system's own: not between a connection and its roster, where there are any. */
  trusted: boolean;
}

/** Whether the picture of this feed's lines can be acted on. */
export const isTrusted = (feed: FeedTrack | undefined): boolean => feed !== undefined && feed.up && feed.trusted;

/**
 * The picture of one centre's phones: the fold of all its PhoneEvents. Only `apply`, `forget` and {@link disconnect} change it.
 * Whatever order the events of a call arrive in, and however often, the picture ends up the same.
 */
export interface Tracker {
  readonly calls: Map<CallId, CallTrack>;
  readonly lines: Map<LineId, LineTrack>;
  readonly queues: Map<QueueName, QueueTrack>;
  readonly feeds: Map<SourceId, FeedTrack>;
  /** When each customer joined in the last two days, by call. */
  readonly customers: Map<CustomerKey, Map<CallId, number>>;
}

export interface TrackerRules {
  /** Service level's T: a call answered within so many seconds counts. */
  readonly targetSeconds: number;
}

/** What one event changed. `before` is null for a leg nobody had seen. */
export type Change =
  | { readonly kind: 'leg'; readonly call: CallId; readonly before: Leg | null; readonly after: Leg }
  | { readonly kind: 'line'; readonly line: LineId }
  | { readonly kind: 'feed'; readonly source: SourceId };

export const createTracker = (): Tracker => ({
  calls: new Map(),
  lines: new Map(),
  queues: new Map(),
  feeds: new Map(),
  customers: new Map(),
});

export const queueOf = (tracker: Tracker, name: QueueName): QueueTrack => {
  let queue = tracker.queues.get(name);
  if (!queue) tracker.queues.set(name, (queue = { waiting: new Map(), halfHours: new Map() }));
  return queue;
};

export const lineOf = (tracker: Tracker, source: SourceId, line: LineId): LineTrack => {
  let track = tracker.lines.get(line);
  if (!track) {
    track = {
      line,
      source,
      name: line,
      nameHeard: neverHeard,
      device: 'unknown',
      deviceAt: -Infinity,
      deviceHeard: neverHeard,
      seats: new Map(),
      everywhere: null,
      ringing: new Map(),
      talking: new Map(),
      lastEndedAt: null,
      lastQueue: null,
    };
    tracker.lines.set(line, track);
  }
  return track;
};

/** To be called when a process begins with a picture read from the log: it is connected to nothing yet. */
export const disconnect = (tracker: Tracker, now: number): void => {
  for (const feed of tracker.feeds.values()) {
    if (feed.up) feed.since = now;
    feed.up = false;
  }
};
