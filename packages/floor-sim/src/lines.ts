import type { Device, RosterLine } from '@onhook/core/call';
import type { QueueName } from '@onhook/core/ids';
import { type Line, type Seat, tell, type World } from './world.ts';

export const deviceOf = (line: Line): Device => {
  switch (line.phase) {
    case 'out':
      return 'unreachable';
    case 'ringing':
      return 'ringing';
    case 'talking':
      return 'in-use';
    case 'free':
    case 'wrapping':
      return 'idle';
  }
};

export const isPresent = (line: Line): boolean => line.phase !== 'out' || line.plan.membership === 'static';

/** Free, logged in and unpaused in that queue: could be given a call of it now. */
export const couldTake = (line: Line, seat: Seat): boolean =>
  line.phase === 'free' && !line.kept && seat.pausedFor === null;

/** Puts the line into the idle lists it belongs in, and takes it out of the others. Call after every change. */
export function refresh(line: Line): void {
  for (const seat of line.seats) {
    const should = couldTake(line, seat);
    if (should === seat.waitsIdle) continue;
    seat.waitsIdle = should;
    if (should) seat.queue.idle.add(line);
    else seat.queue.idle.remove(line);
  }
}

/** Changes what the line is doing; `freeSince` only ever moves while the line is in no idle list. */
export function enter(world: World, line: Line, phase: Line['phase'], freeSince?: number): void {
  const before = deviceOf(line);
  line.phase = phase;
  if (phase !== 'free') refresh(line);
  if (freeSince !== undefined) line.freeSince = freeSince;
  refresh(line);
  const device = deviceOf(line);
  if (device !== before && isPresent(line)) tell(world, { kind: 'line-device', line: line.id, device });
}

/** As Asterisk does it: one event a queue, and a second pause overwrites the first one's reason. */
export function pauseSeats(world: World, line: Line, reason: string, isMeant: (seat: Seat) => boolean): void {
  for (const seat of line.seats.filter(isMeant)) {
    seat.pausedFor = reason;
    tell(world, { kind: 'line-paused', line: line.id, queue: seat.queue.name, reason });
  }
  refresh(line);
}

export function resumeSeats(world: World, line: Line, isMeant: (seat: Seat) => boolean): void {
  for (const seat of line.seats.filter(isMeant)) {
    seat.pausedFor = null;
    tell(world, { kind: 'line-resumed', line: line.id, queue: seat.queue.name });
  }
  refresh(line);
}

export const amongQueues =
  (queues: readonly QueueName[]) =>
  (seat: Seat): boolean =>
    queues.includes(seat.queue.name);

export const isPaused = (line: Line): boolean => line.seats.some((seat) => seat.pausedFor !== null);

export const rosterLineOf = (line: Line): RosterLine => ({
  line: line.id,
  name: line.plan.name,
  device: deviceOf(line),
  memberships: line.seats.map((seat) => ({
    queue: seat.queue.name,
    pausedFor: seat.pausedFor,
    callsTaken: seat.callsTaken,
    lastCallAt: seat.lastCallAt,
  })),
});
