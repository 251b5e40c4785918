import type { QueueName, SourceId } from '../ids/index.ts';
import type { Device, LineEvent, RosterLine, EventMetadata } from './event.ts';
import { isOlder, neverStamped, type EventStamp, type LineTrack, type QueueMembership } from './line.ts';
import { lineOf, type Change, type Tracker } from './state.ts';

const membershipOf = (track: LineTrack, queue: QueueName): QueueMembership => {
  let membership = track.memberships.get(queue);
  if (!membership) {
    membership = {
      member: false,
      memberAt: -Infinity,
      memberStamp: neverStamped,
      pausedFor: null,
      pauseAt: -Infinity,
      pauseStamp: neverStamped,
      callsTaken: 0,
    };
    track.memberships.set(queue, membership);
  }
  return membership;
};

/** Stamp of an event, to compare with the stamps of the values it sets. */
export const stampOf = (event: EventMetadata): EventStamp => ({ at: event.at, order: event.order ?? 0, id: event.id });

const setPause = (membership: QueueMembership, pausedFor: string | null, stamp: EventStamp): void => {
  if (isOlder(stamp, membership.pauseStamp)) return;
  membership.pauseStamp = stamp;
  if (membership.pausedFor === pausedFor) return;
  membership.pausedFor = pausedFor;
  membership.pauseAt = stamp.at;
};

const setMember = (membership: QueueMembership, member: boolean, stamp: EventStamp): void => {
  if (isOlder(stamp, membership.memberStamp)) return;
  membership.memberStamp = stamp;
  if (membership.member === member) return;
  membership.member = member;
  membership.memberAt = stamp.at;
};

/** Sets membership and pause of a line in one queue, unless a newer event has set them. */
export const setMembership = (track: LineTrack, queue: QueueName, member: boolean, pausedFor: string | null, stamp: EventStamp): QueueMembership => {
  const membership = membershipOf(track, queue);
  setMember(membership, member, stamp);
  setPause(membership, pausedFor, stamp);
  if (track.allQueuesPause) setPause(membership, track.allQueuesPause.pausedFor, track.allQueuesPause.stamp);
  return membership;
};

const setName = (track: LineTrack, name: string, stamp: EventStamp): void => {
  if (isOlder(stamp, track.nameStamp)) return;
  track.name = name;
  track.nameStamp = stamp;
};

const setDevice = (track: LineTrack, device: Device, stamp: EventStamp): boolean => {
  if (isOlder(stamp, track.deviceStamp)) return false;
  track.deviceStamp = stamp;
  if (track.device === device) return false;
  track.device = device;
  track.deviceAt = stamp.at;
  return true;
};

/**
 * Applies a line event.
 *
 * @returns a change of the line; empty when a device event changes nothing
 */
export const applyLine = (tracker: Tracker, event: LineEvent): Change[] => {
  const track = lineOf(tracker, event.source, event.line);
  const stamp = stampOf(event);
  switch (event.kind) {
    case 'line-joined':
      setName(track, event.name, stamp);
      setMembership(track, event.queue, true, event.pausedFor, stamp);
      break;
    case 'line-left':
      setMembership(track, event.queue, false, null, stamp);
      break;
    case 'line-paused':
    case 'line-resumed': {
      const pausedFor = event.kind === 'line-paused' ? event.reason : null;
      if (event.queue !== undefined) {
        setMembership(track, event.queue, true, pausedFor, stamp);
        break;
      }
      if (track.allQueuesPause && isOlder(stamp, track.allQueuesPause.stamp)) break;
      track.allQueuesPause = { pausedFor, stamp };
      for (const membership of track.memberships.values()) setPause(membership, pausedFor, stamp);
      break;
    }
    case 'line-device':
      if (!setDevice(track, event.device, stamp)) return [];
      break;
  }
  return [{ kind: 'line', line: event.line }];
};

/** Applies one line of a roster: a queue that is missing in it is a membership that ended. */
export const applyRosterLine = (tracker: Tracker, source: SourceId, reported: RosterLine, stamp: EventStamp): void => {
  const track = lineOf(tracker, source, reported.line);
  setName(track, reported.name, stamp);
  setDevice(track, reported.device, stamp);
  const named = new Set(reported.memberships.map((m) => m.queue));
  for (const queue of track.memberships.keys()) if (!named.has(queue)) setMembership(track, queue, false, null, stamp);
  for (const membership of reported.memberships) {
    setMembership(track, membership.queue, true, membership.pausedFor, stamp).callsTaken = membership.callsTaken;
  }
};
