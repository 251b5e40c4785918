import type { CallId, LineId, QueueName, SourceId } from '../ids/index.ts';
import type { Device } from './event.ts';
import type { OwnPause } from './own-pause.ts';

/** Identity and time of the last event that set a value. An older event that arrives later changes nothing. */
export interface EventStamp {
  readonly at: number;
  readonly order: number;
  readonly id: string;
}

/** Stamp of a value that no event has set; older than any other. */
export const neverStamped: EventStamp = { at: -Infinity, order: 0, id: '' };

/** True when event `a` is older than event `b`, by the events' own time, order and id; arrival does not count. */
export const isOlder = (a: EventStamp, b: EventStamp): boolean =>
  a.at !== b.at ? a.at < b.at : a.order !== b.order ? a.order < b.order : a.id < b.id;

/** Membership of a line in one queue. `memberAt` and `pauseAt` are the times of the last change, epoch milliseconds. */
export interface QueueMembership {
  member: boolean;
  memberAt: number;
  memberStamp: EventStamp;
  /** Reason of the pause; that of Onhook's own command where the phone system has lost it. Null when not paused. */
  pausedFor: string | null;
  pauseAt: number;
  pauseStamp: EventStamp;
  /** Time at which the last pause was lifted, where an event says so; null while paused, and where only a report shows that it is off. */
  resumedAt: number | null;
  callsTaken: number;
  /** Onhook's pause here, from its last command on; null when it has never commanded one. */
  own: OwnPause | null;
}

/** State of one agent's line. */
export interface LineTrack {
  readonly line: LineId;
  readonly source: SourceId;
  name: string;
  nameStamp: EventStamp;
  device: Device;
  deviceAt: number;
  deviceStamp: EventStamp;
  readonly memberships: Map<QueueName, QueueMembership>;
  /** Last pause or resume of all queues at once; also applies to a membership that is reported later. */
  allQueuesPause: { readonly pausedFor: string | null; readonly stamp: EventStamp } | null;
  /** Calls that ring at this line now, with the start in epoch milliseconds. */
  readonly ringing: Map<CallId, number>;
  /** Calls on this line now, with the time of the answer in epoch milliseconds. */
  readonly talking: Map<CallId, number>;
  lastEndedAt: number | null;
  lastQueue: QueueName | null;
}

/** Agent state as a wallboard shows it; `since` in epoch milliseconds. `unknown`: the device cannot be reached. */
export type AgentState =
  | { readonly kind: 'available'; readonly since: number }
  | { readonly kind: 'ringing'; readonly since: number }
  | { readonly kind: 'on-call'; readonly since: number }
  | { readonly kind: 'wrap-up'; readonly since: number }
  | { readonly kind: 'paused'; readonly since: number; readonly reason: string }
  | { readonly kind: 'logged-out'; readonly since: number }
  | { readonly kind: 'unknown'; readonly since: number };

/** Pause reason of a line by queue; null where the line is not paused. */
export type Pauses = ReadonlyMap<QueueName, string | null>;

/** Pause reasons of the queues that the line is a member of now. */
export const pausesOf = (track: LineTrack): Pauses => {
  const pauses = new Map<QueueName, string | null>();
  for (const [queue, membership] of track.memberships) if (membership.member) pauses.set(queue, membership.pausedFor);
  return pauses;
};

const earliest = (times: Iterable<number>): number => {
  let first = Infinity;
  for (const at of times) first = Math.min(first, at);
  return first;
};

/**
 * Agent state of a line at `now`.
 *
 * @param wrapUpMs configured wrap-up of the line's last queue, in milliseconds; 0 for none
 */
export const agentState = (track: LineTrack, now: number, wrapUpMs: number): AgentState => {
  if (track.talking.size > 0) return { kind: 'on-call', since: earliest(track.talking.values()) };
  if (track.ringing.size > 0) return { kind: 'ringing', since: earliest(track.ringing.values()) };
  let members = 0;
  let paused = 0;
  let pausedAt = -Infinity;
  let reason = '';
  let changedAt = track.lastEndedAt ?? -Infinity;
  let leftAt = -Infinity;
  for (const membership of track.memberships.values()) {
    if (!membership.member) {
      leftAt = Math.max(leftAt, membership.memberAt);
      continue;
    }
    members += 1;
    changedAt = Math.max(changedAt, membership.memberAt, membership.pauseAt);
    if (membership.pausedFor === null) continue;
    paused += 1;
    if (membership.pauseAt > pausedAt) {
      pausedAt = membership.pauseAt;
      reason = membership.pausedFor;
    }
  }
  if (members === 0) return { kind: 'logged-out', since: Math.max(leftAt, 0) };
  // A pause placed during a call shows only from the call's end.
  if (paused === members) return { kind: 'paused', since: Math.max(pausedAt, track.lastEndedAt ?? -Infinity), reason };
  if (track.lastEndedAt !== null && now < track.lastEndedAt + wrapUpMs) return { kind: 'wrap-up', since: track.lastEndedAt };
  if (track.device === 'unreachable') return { kind: 'unknown', since: track.deviceAt };
  return { kind: 'available', since: Math.max(changedAt, 0) };
};
