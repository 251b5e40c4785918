import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { CallEvent, Device, LineEvent, PhoneEvent, RosterLine, Stamp } from './event.ts';
import { isLive, readLegs, type Call, type Leg } from './legs.ts';
import { isOlder, neverHeard, type Heard, type LineTrack, type Seat } from './line.ts';
import { insertMark, type Mark } from './marks.ts';
import { countLeg, type QueueTrack } from './queue.ts';

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
}

/**
 * The picture of one centre's phones: the fold of all its PhoneEvents. Only {@link apply} and {@link forget} change it.
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

const dayMs = 24 * 3_600_000;

export const createTracker = (): Tracker => ({
  calls: new Map(),
  lines: new Map(),
  queues: new Map(),
  feeds: new Map(),
  customers: new Map(),
});

const queueOf = (tracker: Tracker, name: QueueName): QueueTrack => {
  let queue = tracker.queues.get(name);
  if (!queue) tracker.queues.set(name, (queue = { waiting: new Map(), halfHours: new Map() }));
  return queue;
};

const lineOf = (tracker: Tracker, source: SourceId, line: LineId): LineTrack => {
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

const seatOf = (track: LineTrack, queue: QueueName): Seat => {
  let seat = track.seats.get(queue);
  if (!seat) {
    seat = {
      member: false,
      memberAt: -Infinity,
      memberHeard: neverHeard,
      pausedFor: null,
      pauseAt: -Infinity,
      pauseHeard: neverHeard,
      callsTaken: 0,
    };
    track.seats.set(queue, seat);
  }
  return seat;
};

const isEarlier = (at: number, call: CallId, than: number, other: CallId): boolean => at < than || (at === than && call < other);

/** Counts again what each of a customer's calls repeats: an earlier one may be heard of last. */
const countRepeats = (tracker: Tracker, customer: CustomerKey): void => {
  const known = tracker.customers.get(customer);
  if (!known) return;
  for (const [call, joinedAt] of known) {
    const track = tracker.calls.get(call);
    if (!track) continue;
    track.repeats = 0;
    for (const [other, at] of known) {
      if (other !== call && at > joinedAt - dayMs && isEarlier(at, other, joinedAt, call)) track.repeats += 1;
    }
  }
};

const knowCustomer = (tracker: Tracker, call: CallId, before: CustomerKey | null, after: Call): void => {
  const { customer } = after;
  if (before !== null && before !== customer) {
    tracker.customers.get(before)?.delete(call);
    countRepeats(tracker, before);
  }
  const first = after.legs[0];
  if (customer === null || !first) return;
  let known = tracker.customers.get(customer);
  if (!known) tracker.customers.set(customer, (known = new Map()));
  if (known.get(call) === first.joinedAt) return;
  known.set(call, first.joinedAt);
  countRepeats(tracker, customer);
};

const unseat = (tracker: Tracker, source: SourceId, call: CallId, leg: Leg, touched: Set<LineId>): void => {
  if (leg.ringing !== null) {
    lineOf(tracker, source, leg.ringing).ringing.delete(call);
    touched.add(leg.ringing);
  }
  if (leg.line !== null) {
    lineOf(tracker, source, leg.line).talking.delete(call);
    touched.add(leg.line);
  }
};

const endedLast = (line: LineTrack, endedAt: number, queue: QueueName): boolean =>
  line.lastEndedAt === null || endedAt > line.lastEndedAt || (endedAt === line.lastEndedAt && queue > (line.lastQueue ?? ''));

const seat = (tracker: Tracker, source: SourceId, call: CallId, leg: Leg, touched: Set<LineId>): void => {
  if (leg.outcome === 'waiting' && leg.ringing !== null) {
    lineOf(tracker, source, leg.ringing).ringing.set(call, leg.ringingSince ?? leg.joinedAt);
    touched.add(leg.ringing);
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

const reread = (tracker: Tracker, call: CallId, track: CallTrack, rules: TrackerRules): Change[] => {
  const before = track.call.legs;
  const { customer } = track.call;
  track.call = readLegs(track.marks);
  const after = track.call.legs;
  const touched = new Set<LineId>();
  for (const leg of before) {
    const queue = queueOf(tracker, leg.queue);
    queue.waiting.delete(call);
    countLeg(queue, leg, rules.targetSeconds, -1);
    unseat(tracker, track.source, call, leg, touched);
  }
  for (const leg of after) {
    const queue = queueOf(tracker, leg.queue);
    if (leg.outcome === 'waiting') queue.waiting.set(call, leg.joinedAt);
    countLeg(queue, leg, rules.targetSeconds, 1);
    seat(tracker, track.source, call, leg, touched);
  }
  knowCustomer(tracker, call, customer, track.call);
  const changes: Change[] = after.map((leg, i) => ({ kind: 'leg', call, before: before[i] ?? null, after: leg }));
  for (const line of touched) changes.push({ kind: 'line', line });
  return changes;
};

const addMark = (tracker: Tracker, source: SourceId, call: CallId, mark: Mark, rules: TrackerRules): Change[] => {
  let track = tracker.calls.get(call);
  if (!track) tracker.calls.set(call, (track = { source, marks: [], call: { customer: null, legs: [] }, repeats: 0 }));
  return insertMark(track.marks, mark) ? reread(tracker, call, track, rules) : [];
};

const heardIn = (stamp: Stamp): Heard => ({ at: stamp.at, order: stamp.order ?? 0, id: stamp.id });

const setPause = (seat: Seat, pausedFor: string | null, heard: Heard): void => {
  if (isOlder(heard, seat.pauseHeard)) return;
  seat.pauseHeard = heard;
  if (seat.pausedFor === pausedFor) return;
  seat.pausedFor = pausedFor;
  seat.pauseAt = heard.at;
};

const setMember = (seat: Seat, member: boolean, heard: Heard): void => {
  if (isOlder(heard, seat.memberHeard)) return;
  seat.memberHeard = heard;
  if (seat.member === member) return;
  seat.member = member;
  seat.memberAt = heard.at;
};

const setSeat = (track: LineTrack, queue: QueueName, member: boolean, pausedFor: string | null, heard: Heard): Seat => {
  const seat = seatOf(track, queue);
  setMember(seat, member, heard);
  setPause(seat, pausedFor, heard);
  if (track.everywhere) setPause(seat, track.everywhere.pausedFor, track.everywhere.heard);
  return seat;
};

const setName = (track: LineTrack, name: string, heard: Heard): void => {
  if (isOlder(heard, track.nameHeard)) return;
  track.name = name;
  track.nameHeard = heard;
};

const setDevice = (track: LineTrack, device: Device, heard: Heard): boolean => {
  if (isOlder(heard, track.deviceHeard)) return false;
  track.device = device;
  track.deviceAt = heard.at;
  track.deviceHeard = heard;
  return true;
};

const applyLine = (tracker: Tracker, event: LineEvent): Change[] => {
  const track = lineOf(tracker, event.source, event.line);
  const heard = heardIn(event);
  switch (event.kind) {
    case 'line-joined':
      setName(track, event.name, heard);
      setSeat(track, event.queue, true, event.pausedFor, heard);
      break;
    case 'line-left':
      setSeat(track, event.queue, false, null, heard);
      break;
    case 'line-paused':
    case 'line-resumed': {
      const pausedFor = event.kind === 'line-paused' ? event.reason : null;
      if (event.queue !== undefined) {
        setSeat(track, event.queue, true, pausedFor, heard);
        break;
      }
      if (track.everywhere && isOlder(heard, track.everywhere.heard)) break;
      track.everywhere = { pausedFor, heard };
      for (const seat of track.seats.values()) setPause(seat, pausedFor, heard);
      break;
    }
    case 'line-device':
      if (!setDevice(track, event.device, heard)) return [];
      break;
  }
  return [{ kind: 'line', line: event.line }];
};

const applyRosterLine = (tracker: Tracker, source: SourceId, told: RosterLine, heard: Heard): void => {
  const track = lineOf(tracker, source, told.line);
  setName(track, told.name, heard);
  setDevice(track, told.device, heard);
  const named = new Set(told.memberships.map((m) => m.queue));
  for (const queue of track.seats.keys()) if (!named.has(queue)) setSeat(track, queue, false, null, heard);
  for (const membership of told.memberships) {
    setSeat(track, membership.queue, true, membership.pausedFor, heard).callsTaken = membership.callsTaken;
  }
};

/** Calls of this source that are still open and that `fits` picks: they ended while nobody was telling us. */
const lose = (
  tracker: Tracker,
  source: SourceId,
  at: number,
  rules: TrackerRules,
  fits: (call: CallId, leg: Leg) => boolean,
): Change[] => {
  const changes: Change[] = [];
  for (const [call, track] of tracker.calls) {
    if (track.source !== source) continue;
    const open = track.call.legs.filter(isLive);
    if (open.length > 0 && open.every((leg) => leg.joinedAt < at && fits(call, leg))) {
      changes.push(...addMark(tracker, source, call, { kind: 'call-lost', at }, rules));
    }
  }
  return changes;
};

const isCallEvent = (event: PhoneEvent): event is CallEvent => 'call' in event;
const isLineEvent = (event: PhoneEvent): event is LineEvent => 'line' in event && !('call' in event);

/** Folds one event into the picture and says what it changed. A duplicate changes nothing. */
export const apply = (tracker: Tracker, event: PhoneEvent, rules: TrackerRules): Change[] => {
  if (isCallEvent(event)) return addMark(tracker, event.source, event.call, event, rules);
  if (isLineEvent(event)) return applyLine(tracker, event);
  const { source, at } = event;
  const feed = tracker.feeds.get(source) ?? { up: false, since: at, startedAt: null };
  tracker.feeds.set(source, feed);
  const changes: Change[] = [{ kind: 'feed', source }];
  switch (event.kind) {
    case 'feed-opened': {
      const restarted = event.startedAt !== null && feed.startedAt !== null && event.startedAt > feed.startedAt + 2000;
      if (!feed.up) feed.since = at;
      feed.up = true;
      feed.startedAt = restarted || feed.startedAt === null ? event.startedAt : feed.startedAt;
      if (restarted) changes.push(...lose(tracker, source, at, rules, (_, leg) => leg.joinedAt < event.startedAt!));
      break;
    }
    case 'feed-lost':
      if (feed.up) feed.since = at;
      feed.up = false;
      break;
    case 'roster': {
      const heard = heardIn(event);
      const told = new Map(event.lines.map((line) => [line.line, line]));
      for (const line of event.lines) applyRosterLine(tracker, source, line, heard);
      for (const track of tracker.lines.values()) {
        if (track.source !== source || told.has(track.line)) continue;
        for (const queue of track.seats.keys()) setSeat(track, queue, false, null, heard);
      }
      const waiting = event.waiting && new Set(event.waiting);
      changes.push(
        ...lose(tracker, source, at, rules, (call, leg) =>
          leg.line === null ? waiting !== undefined && !waiting.has(call) : told.get(leg.line)?.device === 'idle',
        ),
      );
      for (const line of tracker.lines.keys()) changes.push({ kind: 'line', line });
      break;
    }
  }
  return changes;
};

/**
 * Lets go of what nobody will ask for again: calls ended before `endedBefore`, half hours and customers older than two
 * days. A call open for longer than `openForMs` is taken as lost.
 */
export const forget = (
  tracker: Tracker,
  now: number,
  rules: TrackerRules & { readonly endedBefore: number; readonly openForMs: number },
): Change[] => {
  const changes: Change[] = [];
  for (const source of tracker.feeds.keys()) {
    changes.push(...lose(tracker, source, now, rules, (_, leg) => leg.joinedAt < now - rules.openForMs));
  }
  for (const [call, track] of tracker.calls) {
    if (track.call.legs.every((leg) => leg.endedAt !== null && leg.endedAt < rules.endedBefore)) tracker.calls.delete(call);
  }
  for (const [customer, joins] of tracker.customers) {
    for (const [call, at] of joins) if (at < now - 2 * dayMs) joins.delete(call);
    if (joins.size === 0) tracker.customers.delete(customer);
  }
  for (const queue of tracker.queues.values()) {
    for (const start of queue.halfHours.keys()) if (start < now - 2 * dayMs) queue.halfHours.delete(start);
  }
  return changes;
};
