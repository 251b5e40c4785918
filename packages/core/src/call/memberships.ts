import type { QueueName, SourceId } from '../ids/index.ts';
import type { Device, LineEvent, LineSnapshot, MembershipSnapshot, EventMetadata } from './event.ts';
import { isOlder, neverStamped, type EventStamp, type LineTrack, type QueueMembership } from './line.ts';
import { commandedPause, findMovedPause, observeOwnPause, type LeftPause, type SeenPause as Seen } from './own-pause.ts';
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
      resumedAt: null,
      callsTaken: 0,
      own: null,
    };
    track.memberships.set(queue, membership);
  }
  return membership;
};

/** Stamp of an event, to compare with the stamps of the values it sets. */
export const stampOf = (event: EventMetadata): EventStamp => ({ at: event.at, order: event.order ?? 0, id: event.id });

type SeenPause = Seen & { readonly stamp: EventStamp };

const setPause = (membership: QueueMembership, seen: SeenPause): void => {
  if (isOlder(seen.stamp, membership.pauseStamp) || seen.stamp.id === membership.pauseStamp.id) return;
  const freeUntil = membership.pausedFor === null ? membership.pauseStamp.at : -Infinity;
  const { own, pausedFor } = observeOwnPause(membership.own, seen, freeUntil);
  // What a single line's report confirms keeps its stamp: an event whose time comes from the phone system's clock may follow it.
  if (seen.confirms && own === membership.own && pausedFor === membership.pausedFor) return;
  membership.own = own;
  membership.pauseStamp = seen.stamp;
  if (membership.pausedFor === pausedFor) return;
  membership.pausedFor = pausedFor;
  membership.pauseAt = seen.setAt ?? seen.stamp.at;
  membership.resumedAt = pausedFor === null && seen.how === 'act' ? seen.stamp.at : null;
};

const setMember = (membership: QueueMembership, member: boolean, stamp: EventStamp, confirms = false): void => {
  if (isOlder(stamp, membership.memberStamp) || (confirms && membership.member === member)) return;
  membership.memberStamp = stamp;
  if (membership.member === member) return;
  membership.member = member;
  membership.memberAt = stamp.at;
};

const act = (pausedFor: string | null, stamp: EventStamp): SeenPause => ({ pausedFor, stamp, how: 'act', setAt: null, wasUnseen: false, confirms: false });

/** Lists Onhook's pauses of a line in queues that it is no member of. A pause that leaving ended has the time of the leaving. */
const leftPausesOf = (track: LineTrack, stamp: EventStamp): LeftPause[] => {
  const left = [...track.memberships.values()].filter(({ member }) => !member);
  const isMissedNow = ({ memberStamp }: QueueMembership): boolean => memberStamp.id === stamp.id;
  const missesAnothers = left.some((membership) => isMissedNow(membership) && membership.pauseAt === stamp.at && !membership.own?.isOn);
  return left.flatMap((membership) => {
    const { own, memberAt, resumedAt } = membership;
    if (own === null || !(own.isOn || resumedAt === memberAt)) return [];
    return [{ own, leftAt: own.isOn ? null : memberAt, isMissedNow: isMissedNow(membership) && !missesAnothers }];
  });
};

/** Sets membership and pause of a line in one queue, unless a newer event has set them. */
const setMembership = (track: LineTrack, queue: QueueName, seen: SeenPause): QueueMembership => {
  const membership = membershipOf(track, queue);
  const joins = !membership.member && !membership.own?.isOn && !isOlder(seen.stamp, membership.memberStamp);
  const moved = joins ? findMovedPause(leftPausesOf(track, seen.stamp), seen, membership.memberStamp.at === -Infinity) : null;
  if (moved) membership.own = moved;
  setMember(membership, true, seen.stamp, seen.confirms);
  // The line was paused before it joined: the event is no act of pausing.
  setPause(membership, moved?.isDoubtful ? { ...seen, how: 'report', wasUnseen: true } : seen);
  if (track.allQueuesPause) setPause(membership, act(track.allQueuesPause.pausedFor, track.allQueuesPause.stamp));
  return membership;
};

/** A line is read by itself while its feed is up, so nothing was missed. */
const readAlone = { wasUnseen: false, confirms: true };

/** Ends a membership that the line has left, and Onhook's pause with it. */
const leaveQueue = (track: LineTrack, queue: QueueName, stamp: EventStamp): void => {
  const membership = membershipOf(track, queue);
  setMember(membership, false, stamp);
  setPause(membership, act(null, stamp));
};

/** Ends a membership that a report lacks. The line may come back with the pause that it had, so Onhook's pause goes on. */
const missMembership = (membership: QueueMembership, stamp: EventStamp, wasUnseen: boolean): void => {
  if (wasUnseen && membership.own?.isOn) membership.own = { ...membership.own, isDoubtful: true };
  setMember(membership, false, stamp);
  if (isOlder(stamp, membership.pauseStamp)) return;
  membership.pauseStamp = stamp;
  if (membership.pausedFor !== null) membership.pauseAt = stamp.at;
  membership.pausedFor = null;
};

/** Ends all memberships of a line that a roster lacks. */
export const missLine = (track: LineTrack, stamp: EventStamp, wasUnseen: boolean): void => {
  for (const membership of track.memberships.values()) missMembership(membership, stamp, wasUnseen);
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

/** Applies reported memberships. A line that rejoined a queue while nobody looked counts as a member since then. */
const applyMemberships = (track: LineTrack, memberships: readonly MembershipSnapshot[], stamp: EventStamp, how: Pick<SeenPause, 'wasUnseen' | 'confirms'>): void => {
  for (const { queue, pausedFor, callsTaken, pausedAt = null, joinedAt = null } of memberships) {
    const membership = setMembership(track, queue, { pausedFor, stamp, how: 'report', setAt: pausedAt, ...how });
    membership.callsTaken = callsTaken;
    if (joinedAt !== null && joinedAt > membership.memberAt && joinedAt <= stamp.at) membership.memberAt = joinedAt;
  }
};

const missOthers = (track: LineTrack, memberships: readonly MembershipSnapshot[], stamp: EventStamp, { wasUnseen, confirms }: Pick<SeenPause, 'wasUnseen' | 'confirms'>): void => {
  const named = new Set(memberships.map((m) => m.queue));
  for (const [queue, membership] of track.memberships) {
    if (!named.has(queue) && (membership.member || !confirms)) missMembership(membership, stamp, wasUnseen);
  }
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
      setMembership(track, event.queue, act(event.pausedFor, stamp));
      break;
    case 'line-left':
      leaveQueue(track, event.queue, stamp);
      break;
    case 'line-paused':
    case 'line-resumed': {
      const seen = act(event.kind === 'line-paused' ? event.reason : null, stamp);
      if (event.queue !== undefined) {
        setMembership(track, event.queue, seen);
        break;
      }
      if (track.allQueuesPause && isOlder(stamp, track.allQueuesPause.stamp)) break;
      track.allQueuesPause = { pausedFor: seen.pausedFor, stamp };
      for (const membership of track.memberships.values()) setPause(membership, seen);
      break;
    }
    case 'line-device':
      if (!setDevice(track, event.device, stamp)) return [];
      break;
    case 'line-reported':
      if (event.isWhole) missOthers(track, event.memberships, stamp, readAlone);
      applyMemberships(track, event.memberships, stamp, readAlone);
      break;
    case 'line-commanded':
      for (const queue of event.queues) {
        const membership = membershipOf(track, queue);
        if (event.command === 'pause') membership.own = commandedPause(membership.own, event.reason, event.request, event.at);
        else if (membership.own) membership.own = { ...membership.own, liftAskedAt: event.at };
      }
      return [];
  }
  return [{ kind: 'line', line: event.line }];
};

/** Applies one line of a roster: a queue that is missing in it is a membership that ended. */
export const applyLineSnapshot = (tracker: Tracker, source: SourceId, reported: LineSnapshot, stamp: EventStamp, wasUnseen: boolean): void => {
  const track = lineOf(tracker, source, reported.line);
  setName(track, reported.name, stamp);
  setDevice(track, reported.device, stamp);
  const how = { wasUnseen, confirms: false };
  missOthers(track, reported.memberships, stamp, how);
  applyMemberships(track, reported.memberships, stamp, how);
};
