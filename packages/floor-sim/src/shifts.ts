import { serve } from './calls.ts';
import { enter, isPaused, pauseSeats, resumeSeats } from './lines.ts';
import { after, type Line, runUntil, tell, type World } from './world.ts';

export function logIn(world: World, line: Line): void {
  line.wantsOut = false;
  if (line.phase !== 'out') return;
  if (line.plan.membership === 'dynamic') {
    for (const seat of line.seats) {
      tell(world, {
        kind: 'line-joined',
        line: line.id,
        queue: seat.queue.name,
        name: line.plan.name,
        pausedFor: null,
      });
    }
  }
  enter(world, line, 'free', world.now);
  afterChange(world, line);
}

function logOut(world: World, line: Line): void {
  line.wantsOut = false;
  line.dueBreaks.length = 0;
  endOwnBreak(world, line);
  enter(world, line, 'out');
  if (line.plan.membership === 'static') return;
  for (const seat of line.seats) {
    seat.pausedFor = null;
    tell(world, { kind: 'line-left', line: line.id, queue: seat.queue.name });
  }
}

function takeBreak(world: World, line: Line): void {
  const due = line.dueBreaks.shift();
  if (due === undefined) return;
  pauseSeats(world, line, due.reason, () => true);
  const entry = after(world, due.lengthMs / 1000, () => {
    endOwnBreak(world, line);
    afterChange(world, line);
  });
  line.ownBreak = { reason: due.reason, entry };
}

/** Ends the agent's own break early or in time; a pause that somebody has put over it stays. */
export function endOwnBreak(world: World, line: Line): void {
  const { ownBreak } = line;
  if (ownBreak === null) return;
  ownBreak.entry.calledOff = true;
  line.ownBreak = null;
  resumeSeats(world, line, (seat) => seat.pausedFor === ownBreak.reason);
}

/** A free line logs out where that is due, else takes a break that is due, else takes a caller who waits. */
export function afterChange(world: World, line: Line): void {
  if (line.phase !== 'free') return;
  if (line.wantsOut) {
    logOut(world, line);
    return;
  }
  if (line.dueBreaks.length > 0 && line.ownBreak === null && !isPaused(line)) takeBreak(world, line);
  serve(world, line);
}

function wantBreak(world: World, line: Line, due: Line['dueBreaks'][number]): void {
  if (line.spotlight !== null || line.phase === 'out') return;
  line.dueBreaks.push(due);
  afterChange(world, line);
}

function wantOut(world: World, line: Line): void {
  if (line.spotlight !== null || line.phase === 'out') return;
  line.wantsOut = true;
  afterChange(world, line);
}

/** Puts one day's comings, breaks and goings into the agenda, and the next day's opening. */
export function scheduleDay(world: World, opensAt: number): void {
  const { agenda } = world;
  for (const line of world.lines.values()) {
    const { shift, breaks } = line.plan;
    agenda.add(opensAt + (shift?.startsMs ?? 0), () => logIn(world, line));
    for (const due of breaks) agenda.add(opensAt + due.dueMs, () => wantBreak(world, line, due));
    if (shift !== null) agenda.add(opensAt + shift.endsMs, () => wantOut(world, line));
  }
  agenda.add(opensAt + world.plan.dayMs, () => scheduleDay(world, opensAt + world.plan.dayMs));
}

/** Tells of the members that are always there, and opens the first day. */
export function openCentre(world: World): void {
  for (const line of world.lines.values()) {
    if (line.plan.membership !== 'static') continue;
    for (const seat of line.seats) {
      tell(world, {
        kind: 'line-joined',
        line: line.id,
        queue: seat.queue.name,
        name: line.plan.name,
        pausedFor: null,
      });
    }
  }
  scheduleDay(world, world.plan.opensAt);
  runUntil(world, world.plan.opensAt);
}
