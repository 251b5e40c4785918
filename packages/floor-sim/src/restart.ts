import { refresh } from './lines.ts';
import { afterChange } from './shifts.ts';
import type { Caller, Line, World } from './world.ts';

function forget(caller: Caller): void {
  for (const timer of caller.timers) timer.calledOff = true;
  if (caller.ring !== null) caller.ring.calledOff = true;
  caller.phase = 'gone';
}

function comeBack(world: World, line: Line): void {
  if (line.caller !== null) forget(line.caller);
  line.caller = null;
  if (line.wrapUp !== null) line.wrapUp.entry.calledOff = true;
  line.wrapUp = null;
  for (const seat of line.seats) {
    seat.callsTaken = 0;
    seat.lastCallAt = null;
    if (line.plan.membership === 'static') seat.pausedFor = null;
  }
  if (line.plan.membership === 'static' && line.ownBreak !== null) {
    line.ownBreak.entry.calledOff = true;
    line.ownBreak = null;
  }
  if (line.phase !== 'out') line.phase = 'free';
  refresh(line);
}

/**
 * The phone system goes down and comes back: every call in it is gone without a word, counts begin again, static
 * members lose their pauses, dynamic ones keep theirs. Tells nothing, as a phone system that was killed tells nothing.
 */
export function restart(world: World): void {
  for (const queue of world.queues) {
    for (const caller of queue.waiting) forget(caller);
    queue.waiting.length = 0;
  }
  for (const line of world.lines.values()) comeBack(world, line);
  world.startedAt = world.now;
  for (const line of world.lines.values()) afterChange(world, line);
}
