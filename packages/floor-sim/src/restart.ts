import { updateIdleLists } from './lines.ts';
import { actWhenFree } from './shifts.ts';
import type { Caller, Line, World } from './world.ts';

function dropCaller(caller: Caller): void {
  for (const timer of caller.timers) timer.isCancelled = true;
  if (caller.ringEnd !== null) caller.ringEnd.isCancelled = true;
  caller.phase = 'gone';
}

function resetLine(world: World, line: Line): void {
  if (line.caller !== null) dropCaller(line.caller);
  line.caller = null;
  if (line.wrapUp !== null) line.wrapUp.end.isCancelled = true;
  line.wrapUp = null;
  for (const membership of line.memberships) {
    membership.callsTaken = 0;
    membership.lastCallAt = null;
    if (line.plan.membership === 'static') membership.pausedFor = null;
  }
  if (line.plan.membership === 'static' && line.ownBreak !== null) {
    line.ownBreak.end.isCancelled = true;
    line.ownBreak = null;
  }
  if (line.phase !== 'out') line.phase = 'free';
  updateIdleLists(line);
}

/**
 * Restarts the phone system as a kill does, without any event: open calls vanish, call counts start again at 0, static members
 * lose their pauses, dynamic members keep theirs.
 */
export function restart(world: World): void {
  for (const queue of world.queues) {
    for (const caller of queue.waiting) dropCaller(caller);
    queue.waiting.length = 0;
  }
  for (const line of world.lines.values()) resetLine(world, line);
  world.startedAt = world.now;
  for (const line of world.lines.values()) actWhenFree(world, line);
}
