import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { Call, QueueVisit } from './queue-visits.ts';
import { neverStamped, type LineTrack } from './line.ts';
import type { CallFact } from './facts.ts';
import type { QueueTrack } from './queue.ts';

/** A call with the facts that it is folded from. */
export interface CallTrack {
  readonly source: SourceId;
  readonly facts: CallFact[];
  call: Call;
  /** Earlier calls of the same customer in the 24 hours before this one joined. */
  repeats: number;
}

/** State of the connection to one phone system. */
export interface FeedTrack {
  up: boolean;
  since: number;
  /** Last start of the phone system in epoch milliseconds; null where it gives none. */
  startedAt: number | null;
  /** Time of the latest event. */
  lastEventAt: number;
  /** Time of the latest event before the connection opened: the start of the gap in what is known. */
  gapFrom: number;
  /** True from a shutdown of the phone system to the next connection. */
  isShutDown: boolean;
  /** Longest time before the next roster in which the phone system ran without a connection, in milliseconds. */
  unseenMs: number;
  /** A roster has come on this feed, now or before. */
  sendsRosters: boolean;
  /** The state of the lines is complete: false between a connection and its roster, for systems that send rosters. */
  trusted: boolean;
}

/** True when the feed is connected and the state of its lines is complete, so that decisions may rest on it. */
export const isTrusted = (feed: FeedTrack | undefined): boolean => feed !== undefined && feed.up && feed.trusted;

/**
 * State of one centre's phones: the fold of all its PhoneEvents. Only `apply`, `pruneTracker` and {@link disconnect} change it.
 * The result does not depend on the order in which the events of a call arrive, nor on duplicates.
 */
export interface Tracker {
  readonly calls: Map<CallId, CallTrack>;
  readonly lines: Map<LineId, LineTrack>;
  readonly queues: Map<QueueName, QueueTrack>;
  readonly feeds: Map<SourceId, FeedTrack>;
  /** Calls of each customer in the last two days, with the time at which they joined. */
  readonly customers: Map<CustomerKey, Map<CallId, number>>;
  /** Customers' keys that several callers share, with the time at which this was found. */
  readonly sharedCustomers: Map<CustomerKey, number>;
}

/** Settings that the fold depends on. */
export interface TrackerRules {
  /** T of the service level: an answer within T seconds counts as in target. */
  readonly targetSeconds: number;
}

/** Change that an event made. `before` is null for a new visit. */
export type Change =
  | { readonly kind: 'visit'; readonly call: CallId; readonly before: QueueVisit | null; readonly after: QueueVisit }
  | { readonly kind: 'line'; readonly line: LineId }
  | { readonly kind: 'feed'; readonly source: SourceId };

/** An empty tracker, which knows no phone system yet. */
export const createTracker = (): Tracker => ({
  calls: new Map(),
  lines: new Map(),
  queues: new Map(),
  feeds: new Map(),
  customers: new Map(),
  sharedCustomers: new Map(),
});

/** State of a queue; created empty when it is new. */
export const queueOf = (tracker: Tracker, name: QueueName): QueueTrack => {
  let queue = tracker.queues.get(name);
  if (!queue) tracker.queues.set(name, (queue = { waiting: new Map(), halfHours: new Map() }));
  return queue;
};

/** State of a line; created without memberships when it is new. */
export const lineOf = (tracker: Tracker, source: SourceId, line: LineId): LineTrack => {
  let track = tracker.lines.get(line);
  if (!track) {
    track = {
      line,
      source,
      name: line,
      nameStamp: neverStamped,
      device: 'unknown',
      deviceAt: -Infinity,
      deviceStamp: neverStamped,
      memberships: new Map(),
      allQueuesPause: null,
      ringing: new Map(),
      talking: new Map(),
      lastEndedAt: null,
      lastQueue: null,
    };
    tracker.lines.set(line, track);
  }
  return track;
};

/** Marks every feed as not connected. Call it when a process starts with a tracker folded from the log. */
export const disconnect = (tracker: Tracker, now: number): void => {
  for (const feed of tracker.feeds.values()) {
    if (feed.up) feed.since = now;
    feed.up = false;
  }
};
