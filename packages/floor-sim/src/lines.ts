import type { Device, LineSnapshot } from '@onhook/core/call';
import type { QueueName } from '@onhook/core/ids';
import { type Line, type QueueMembership, emit, type World } from './world.ts';

/** Returns the state of the line's phone as a phone system reports it. */
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

/** True when the phone system lists the line: logged in, or a static member. */
export const isPresent = (line: Line): boolean => line.phase !== 'out' || line.plan.membership === 'static';

/** True when the line can get a call of that queue now: free, not reserved or kept quiet, and not paused there. */
export const canTakeCall = (line: Line, membership: QueueMembership): boolean =>
  line.phase === 'free' && !line.isReserved && !line.isQuiet && membership.pausedFor === null;

/** Adds the line to the idle lists of queues it can take calls of, and removes it from the others. Call after every change. */
export function updateIdleLists(line: Line): void {
  for (const membership of line.memberships) {
    const should = canTakeCall(line, membership);
    if (should === membership.isInIdleList) continue;
    membership.isInIdleList = should;
    if (should) membership.queue.idle.add(line);
    else membership.queue.idle.remove(line);
  }
}

/** Changes the phase of a line and reports its device. `freeSince` moves only while the line is in no idle list. */
export function setPhase(world: World, line: Line, phase: Line['phase'], freeSince?: number): void {
  const before = deviceOf(line);
  line.phase = phase;
  if (phase !== 'free') updateIdleLists(line);
  if (freeSince !== undefined) line.freeSince = freeSince;
  updateIdleLists(line);
  const device = deviceOf(line);
  if (device !== before && isPresent(line)) emit(world, { kind: 'line-device', line: line.id, device });
}

/** Pauses a line in some of its queues, as Asterisk does: one event a queue, and a second pause overwrites the first reason. */
export function pauseMemberships(world: World, line: Line, reason: string, isMeant: (membership: QueueMembership) => boolean): void {
  for (const membership of line.memberships.filter(isMeant)) {
    membership.pausedFor = reason;
    emit(world, { kind: 'line-paused', line: line.id, queue: membership.queue.name, reason });
  }
  updateIdleLists(line);
}

/** Lifts the pause of a line in some of its queues, with one event a queue. */
export function resumeMemberships(world: World, line: Line, isMeant: (membership: QueueMembership) => boolean): void {
  for (const membership of line.memberships.filter(isMeant)) {
    membership.pausedFor = null;
    emit(world, { kind: 'line-resumed', line: line.id, queue: membership.queue.name });
  }
  updateIdleLists(line);
}

/** Creates a filter for memberships of the named queues. */
export const isInQueues =
  (queues: readonly QueueName[]) =>
  (membership: QueueMembership): boolean =>
    queues.includes(membership.queue.name);

/** True when the line is paused in any queue. */
export const isPaused = (line: Line): boolean => line.memberships.some((membership) => membership.pausedFor !== null);

/** Describes a line as a row of the phone system's roster. */
export const toLineSnapshot = (line: Line): LineSnapshot => ({
  line: line.id,
  name: line.plan.name,
  device: deviceOf(line),
  memberships: line.memberships.map((membership) => ({
    queue: membership.queue.name,
    pausedFor: membership.pausedFor,
    callsTaken: membership.callsTaken,
    lastCallAt: membership.lastCallAt,
  })),
});
