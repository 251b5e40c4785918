import type { QueueName, SourceId } from '../ids/index.ts';
import type { Device, LineEvent, RosterLine, Stamp } from './event.ts';
import { isOlder, neverHeard, type Heard, type LineTrack, type Seat } from './line.ts';
import { lineOf, type Change, type Tracker } from './state.ts';

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

export const heardIn = (stamp: Stamp): Heard => ({ at: stamp.at, order: stamp.order ?? 0, id: stamp.id });

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

export const setSeat = (track: LineTrack, queue: QueueName, member: boolean, pausedFor: string | null, heard: Heard): Seat => {
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
  track.deviceHeard = heard;
  if (track.device === device) return false;
  track.device = device;
  track.deviceAt = heard.at;
  return true;
};

export const applyLine = (tracker: Tracker, event: LineEvent): Change[] => {
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

export const applyRosterLine = (tracker: Tracker, source: SourceId, told: RosterLine, heard: Heard): void => {
  const track = lineOf(tracker, source, told.line);
  setName(track, told.name, heard);
  setDevice(track, told.device, heard);
  const named = new Set(told.memberships.map((m) => m.queue));
  for (const queue of track.seats.keys()) if (!named.has(queue)) setSeat(track, queue, false, null, heard);
  for (const membership of told.memberships) {
    setSeat(track, membership.queue, true, membership.pausedFor, heard).callsTaken = membership.callsTaken;
  }
};
