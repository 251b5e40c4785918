import { serveLongestWaiting } from './calls.ts';
import { setPhase, isPaused, pauseMemberships, resumeMemberships } from './lines.ts';
import { scheduleIn, type Line, runUntil, emit, type World } from './world.ts';

/** Logs a line in: a dynamic member joins its queues. Does nothing when the line is logged in. */
export function logIn(world: World, line: Line): void {
  line.isLogOutDue = false;
  if (line.phase !== 'out') return;
  if (line.plan.membership === 'dynamic') {
    for (const membership of line.memberships) {
      emit(world, {
        kind: 'line-joined',
        line: line.id,
        queue: membership.queue.name,
        name: line.plan.name,
        pausedFor: null,
      });
    }
  }
  setPhase(world, line, 'free', world.now);
  actWhenFree(world, line);
}

function logOut(world: World, line: Line): void {
  line.isLogOutDue = false;
  line.dueBreaks.length = 0;
  endOwnBreak(world, line);
  setPhase(world, line, 'out');
  if (line.plan.membership === 'static') return;
  for (const membership of line.memberships) {
    membership.pausedFor = null;
    emit(world, { kind: 'line-left', line: line.id, queue: membership.queue.name });
  }
}

function startBreak(world: World, line: Line): void {
  const due = line.dueBreaks.shift();
  if (due === undefined) return;
  pauseMemberships(world, line, due.reason, () => true);
  const end = scheduleIn(world, due.lengthMs / 1000, () => {
    endOwnBreak(world, line);
    actWhenFree(world, line);
  });
  line.ownBreak = { reason: due.reason, end };
}

/** Ends the agent's own break, early or on time. A pause that was set over the break stays. */
export function endOwnBreak(world: World, line: Line): void {
  const { ownBreak } = line;
  if (ownBreak === null) return;
  ownBreak.end.isCancelled = true;
  line.ownBreak = null;
  resumeMemberships(world, line, (membership) => membership.pausedFor === ownBreak.reason);
}

/** Decides what a free line does next: log out when due, else start a due break, else take the next caller. */
export function actWhenFree(world: World, line: Line): void {
  if (line.phase !== 'free') return;
  if (line.isLogOutDue) {
    logOut(world, line);
    return;
  }
  if (line.dueBreaks.length > 0 && line.ownBreak === null && !isPaused(line)) startBreak(world, line);
  serveLongestWaiting(world, line);
}

function requestBreak(world: World, line: Line, due: Line['dueBreaks'][number]): void {
  if (line.spotlight !== null || line.phase === 'out') return;
  line.dueBreaks.push(due);
  actWhenFree(world, line);
}

function requestLogOut(world: World, line: Line): void {
  if (line.spotlight !== null || line.phase === 'out') return;
  line.isLogOutDue = true;
  actWhenFree(world, line);
}

/** Schedules the log-ins, breaks and log-outs of one day, and the opening of the next. */
export function scheduleDay(world: World, opensAt: number): void {
  const { eventQueue } = world;
  for (const line of world.lines.values()) {
    const { shift, breaks } = line.plan;
    eventQueue.schedule(opensAt + (shift?.startsMs ?? 0), () => logIn(world, line));
    for (const due of breaks) eventQueue.schedule(opensAt + due.dueMs, () => requestBreak(world, line, due));
    if (shift !== null) eventQueue.schedule(opensAt + shift.endsMs, () => requestLogOut(world, line));
  }
  eventQueue.schedule(opensAt + world.plan.dayMs, () => scheduleDay(world, opensAt + world.plan.dayMs));
}

/** Reports the static members and opens the first day. */
export function openFirstDay(world: World): void {
  for (const line of world.lines.values()) {
    if (line.plan.membership !== 'static') continue;
    for (const membership of line.memberships) {
      emit(world, {
        kind: 'line-joined',
        line: line.id,
        queue: membership.queue.name,
        name: line.plan.name,
        pausedFor: null,
      });
    }
  }
  scheduleDay(world, world.plan.opensAt);
  runUntil(world, world.plan.opensAt);
}
