import type { CallId, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { Device } from './event.ts';

/** Which message last spoke of something: an older one that arrives later changes nothing. */
export interface Heard {
  readonly at: number;
  readonly order: number;
  readonly id: string;
}

export const neverHeard: Heard = { at: -Infinity, order: 0, id: '' };

/** By what the messages say, never by when they arrived. */
export const isOlder = (a: Heard, b: Heard): boolean =>
  a.at !== b.at ? a.at < b.at : a.order !== b.order ? a.order < b.order : a.id < b.id;

/** A line's place in one queue; `memberAt` and `pauseAt` are since when it has been so. */
export interface Seat {
  member: boolean;
  memberAt: number;
  memberHeard: Heard;
  pausedFor: string | null;
  pauseAt: number;
  pauseHeard: Heard;
  callsTaken: number;
}

export interface LineTrack {
  readonly line: LineId;
  readonly source: SourceId;
  name: string;
  nameHeard: Heard;
  device: Device;
  deviceAt: number;
  deviceHeard: Heard;
  readonly seats: Map<QueueName, Seat>;
  /** The last pause or resume said of every queue at once: it holds for a seat that is heard of only afterwards. */
  everywhere: { readonly pausedFor: string | null; readonly heard: Heard } | null;
  /** Calls ringing at or talking on this line now. */
  readonly ringing: Map<CallId, number>;
  readonly talking: Map<CallId, number>;
  lastEndedAt: number | null;
  lastQueue: QueueName | null;
}

export type AgentState =
  | { readonly kind: 'available'; readonly since: number }
  | { readonly kind: 'ringing'; readonly since: number }
  | { readonly kind: 'on-call'; readonly since: number }
  | { readonly kind: 'wrap-up'; readonly since: number }
  | { readonly kind: 'paused'; readonly since: number; readonly reason: string }
  | { readonly kind: 'logged-out'; readonly since: number }
  | { readonly kind: 'unknown'; readonly since: number };

/** What stands on a line's seats: the pause's reason by queue, null where there is none. */
export type Pauses = ReadonlyMap<QueueName, string | null>;

export const pausesOf = (track: LineTrack): Pauses => {
  const pauses = new Map<QueueName, string | null>();
  for (const [queue, seat] of track.seats) if (seat.member) pauses.set(queue, seat.pausedFor);
  return pauses;
};

const earliest = (times: Iterable<number>): number => {
  let first = Infinity;
  for (const at of times) first = Math.min(first, at);
  return first;
};

/** What a wallboard would show. `wrapUpMs` is the queue's configured wrap-up, 0 where there is none. */
export const agentState = (track: LineTrack, now: number, wrapUpMs: number): AgentState => {
  if (track.talking.size > 0) return { kind: 'on-call', since: earliest(track.talking.values()) };
  if (track.ringing.size > 0) return { kind: 'ringing', since: earliest(track.ringing.values()) };
  let members = 0;
  let paused = 0;
  let pausedAt = -Infinity;
  let reason = '';
  let changedAt = track.lastEndedAt ?? -Infinity;
  let leftAt = -Infinity;
  for (const seat of track.seats.values()) {
    if (!seat.member) {
      leftAt = Math.max(leftAt, seat.memberAt);
      continue;
    }
    members += 1;
    changedAt = Math.max(changedAt, seat.memberAt, seat.pauseAt);
    if (seat.pausedFor === null) continue;
    paused += 1;
    if (seat.pauseAt > pausedAt) {
      pausedAt = seat.pauseAt;
      reason = seat.pausedFor;
    }
  }
  if (members === 0) return { kind: 'logged-out', since: Math.max(leftAt, 0) };
  // A pause placed during a call shows only from the call's end.
  if (paused === members) return { kind: 'paused', since: Math.max(pausedAt, track.lastEndedAt ?? -Infinity), reason };
  if (track.lastEndedAt !== null && now < track.lastEndedAt + wrapUpMs) return { kind: 'wrap-up', since: track.lastEndedAt };
  if (track.device === 'unreachable') return { kind: 'unknown', since: track.deviceAt };
  return { kind: 'available', since: Math.max(changedAt, 0) };
};
