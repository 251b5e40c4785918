import type { EndedBy } from '@onhook/core/call';
import type { CallId, CustomerKey } from '@onhook/core/ids';
import { type Draw, drawCall, madeHard } from './draw.ts';
import { couldTake, enter } from './lines.ts';
import { streamOf } from './random.ts';
import { after, type Caller, type Line, type Queue, tell, type World } from './world.ts';

const wholeSeconds = (fromAt: number, toAt: number): number => Math.floor((toAt - fromAt) / 1000);
const waitOf = (world: World, caller: Caller): number =>
  wholeSeconds(caller.queuedAt, caller.answeredAt ?? world.now);

function callOff(caller: Caller): void {
  for (const timer of caller.timers) timer.calledOff = true;
  caller.timers.length = 0;
  if (caller.ring !== null) caller.ring.calledOff = true;
  caller.ring = null;
}

export interface Arrival {
  readonly queue: Queue;
  readonly call: CallId;
  readonly customer: CustomerKey;
  readonly draw: Draw;
  readonly leg?: 2;
  readonly avoid?: Line;
  /** Offered to this line at once, which must be able to take it. */
  readonly straightTo?: Line;
  readonly directed?: 'timed' | 'open-ended';
}

/** A caller comes into a queue, and to an agent where one is free. */
export function arrive(world: World, arrival: Arrival): Caller {
  const { queue, straightTo = null } = arrival;
  const caller: Caller = {
    call: arrival.call,
    customer: arrival.customer,
    leg: arrival.leg ?? 1,
    queue,
    queuedAt: world.now,
    avoid: arrival.avoid ?? null,
    directed: arrival.directed ?? 'no',
    draw: arrival.draw,
    phase: 'waiting',
    line: null,
    answeredAt: null,
    held: false,
    rangOut: false,
    ring: null,
    timers: [],
  };
  tell(world, { kind: 'call-queued', call: caller.call, queue: queue.name, customer: caller.customer });
  const { patienceSeconds } = arrival.draw;
  const longestSeconds = world.plan.longestWaitSeconds ?? Infinity;
  const because = patienceSeconds <= longestSeconds ? 'abandoned' : 'timed-out';
  const waitsSeconds = Math.min(patienceSeconds, longestSeconds);
  if (waitsSeconds !== Infinity && straightTo === null) {
    caller.timers.push(after(world, waitsSeconds, () => leave(world, caller, because)));
  }
  const line = straightTo ?? queue.idle.first(caller.avoid);
  if (line === null) queue.waiting.push(caller);
  else offer(world, caller, line);
  return caller;
}

function leave(world: World, caller: Caller, because: 'abandoned' | 'timed-out'): void {
  const { line } = caller;
  callOff(caller);
  caller.phase = 'gone';
  caller.line = null;
  tell(world, {
    kind: 'call-left',
    call: caller.call,
    queue: caller.queue.name,
    because,
    waitSeconds: waitOf(world, caller),
  });
  if (line !== null) {
    line.caller = null;
    enter(world, line, 'free');
    world.whenFree(line);
  }
  world.whenGone(caller, 'left');
}

function offer(world: World, caller: Caller, line: Line): void {
  caller.phase = 'ringing';
  caller.line = line;
  line.caller = caller;
  tell(world, { kind: 'call-offered', call: caller.call, queue: caller.queue.name, line: line.id });
  enter(world, line, 'ringing');
  const { unansweredSeconds, ringSeconds } = caller.draw;
  if (unansweredSeconds !== null && !caller.rangOut && line.spotlight === null) {
    caller.ring = after(world, unansweredSeconds, () => ringOut(world, caller, line, unansweredSeconds));
  } else {
    caller.ring = after(world, ringSeconds, () => answer(world, caller, line));
  }
}

/** The phone stops ringing unanswered; the caller goes back to the place in the queue they had. */
export function ringOut(world: World, caller: Caller, line: Line, rangSeconds: number): void {
  if (caller.ring !== null) caller.ring.calledOff = true;
  caller.ring = null;
  caller.phase = 'waiting';
  caller.rangOut = true;
  caller.line = null;
  line.caller = null;
  tell(world, {
    kind: 'call-unanswered',
    call: caller.call,
    queue: caller.queue.name,
    line: line.id,
    rangMs: Math.round(rangSeconds * 1000),
  });
  enter(world, line, 'free', world.now);
  const { waiting, idle } = caller.queue;
  const other = idle.first(line, caller.avoid);
  if (other === null) {
    const place = waiting.findIndex((one) => one.queuedAt > caller.queuedAt);
    waiting.splice(place === -1 ? waiting.length : place, 0, caller);
  } else {
    offer(world, caller, other);
  }
  world.whenFree(line);
}

function answer(world: World, caller: Caller, line: Line): void {
  callOff(caller);
  caller.phase = 'talking';
  caller.answeredAt = world.now;
  tell(world, {
    kind: 'call-answered',
    call: caller.call,
    queue: caller.queue.name,
    line: line.id,
    waitSeconds: waitOf(world, caller),
  });
  enter(world, line, 'talking');
  if (line.spotlight !== null && caller.directed === 'no' && ++line.spotlight.taken % line.spotlight.everyNth === 0) {
    caller.draw = madeHard(caller.draw, streamOf(world.seed, 5, line.index, line.spotlight.taken), caller.queue.plan);
  }
  if (caller.draw.hard) world.hardCalls.add(caller.call);
  scheduleTalk(world, caller, line);
}

function scheduleTalk(world: World, caller: Caller, line: Line): void {
  const { draw, timers } = caller;
  const talkSeconds = draw.handleSeconds - draw.wrapUpSeconds;
  draw.holds.forEach((hold, index) => {
    const from = hold.from * talkSeconds;
    const next = (draw.holds[index + 1]?.from ?? 1) * talkSeconds;
    const seconds = Math.min(hold.seconds, (next - from) * 0.7);
    timers.push(after(world, from, () => holdCall(world, caller)));
    timers.push(after(world, from + seconds, () => retrieveCall(world, caller)));
  });
  if (caller.directed === 'open-ended') return;
  const { transfer } = draw;
  if (transfer !== null && caller.leg === 1 && world.queues.length > 1) {
    if (transfer.how === 'attended') {
      const consultFrom = Math.max(talkSeconds - transfer.consultSeconds, talkSeconds * 0.9);
      timers.push(after(world, consultFrom, () => holdCall(world, caller)));
    }
    timers.push(after(world, talkSeconds, () => transferCall(world, caller, line, transfer)));
  } else {
    timers.push(after(world, talkSeconds, () => end(world, caller, line, draw.endedBy)));
  }
}

function holdCall(world: World, caller: Caller): void {
  if (caller.held) return;
  caller.held = true;
  tell(world, { kind: 'call-held', call: caller.call });
}

function retrieveCall(world: World, caller: Caller): void {
  if (!caller.held) return;
  caller.held = false;
  tell(world, { kind: 'call-retrieved', call: caller.call });
}

function transferCall(world: World, caller: Caller, line: Line, transfer: NonNullable<Draw['transfer']>): void {
  const others = world.queues.filter((queue) => queue !== caller.queue);
  const queue = others[Math.floor(transfer.to * others.length)]!;
  tell(world, { kind: 'call-transferred', call: caller.call, how: transfer.how, to: queue.name });
  end(world, caller, line, 'transfer');
  const draw = drawCall(streamOf(world.seed, 4, ++world.extraCalls), world.plan, queue.plan, world.plan.hardShare);
  arrive(world, { queue, call: caller.call, customer: caller.customer, draw, leg: 2, avoid: line });
}

/** Ends a call that is being talked on, and begins the wrap-up. */
export function end(world: World, caller: Caller, line: Line, by: EndedBy): void {
  callOff(caller);
  caller.phase = 'gone';
  caller.line = null;
  line.caller = null;
  tell(world, {
    kind: 'call-ended',
    call: caller.call,
    queue: caller.queue.name,
    line: line.id,
    by,
    waitSeconds: waitOf(world, caller),
    talkSeconds: wholeSeconds(caller.answeredAt ?? world.now, world.now),
  });
  const seat = line.seats.find((one) => one.queue === caller.queue);
  if (seat !== undefined) {
    seat.callsTaken += 1;
    seat.lastCallAt = Math.floor(world.now / 1000) * 1000;
  }
  enter(world, line, 'wrapping', world.now);
  const entry = after(world, caller.draw.wrapUpSeconds, () => endWrapUp(world, line));
  line.wrapUp = { entry, since: world.now, caller };
  if (by !== 'transfer') world.whenGone(caller, 'served');
}

export function endWrapUp(world: World, line: Line): void {
  const { wrapUp } = line;
  if (wrapUp === null) return;
  wrapUp.entry.calledOff = true;
  line.wrapUp = null;
  if (world.plan.tellsWrapUp) {
    tell(world, {
      kind: 'call-wrapped',
      call: wrapUp.caller.call,
      line: line.id,
      code: wrapUp.caller.draw.wrapUpCode,
      wrapUpSeconds: wholeSeconds(wrapUp.since, world.now),
    });
  }
  enter(world, line, 'free');
  world.whenFree(line);
}

/** The caller of that queue who has waited longest and may go to this line. */
function nextFor(queue: Queue, line: Line): Caller | null {
  while (queue.waiting[0] !== undefined && queue.waiting[0].phase !== 'waiting') queue.waiting.shift();
  return queue.waiting.find((caller) => caller.phase === 'waiting' && caller.avoid !== line) ?? null;
}

/** Gives a line that has become free the caller who has waited longest, over all its queues. */
export function serve(world: World, line: Line): void {
  let longest: Caller | null = null;
  for (const seat of line.seats) {
    if (!couldTake(line, seat)) continue;
    const caller = nextFor(seat.queue, line);
    if (caller !== null && (longest === null || caller.queuedAt < longest.queuedAt)) longest = caller;
  }
  if (longest === null) return;
  const { waiting } = longest.queue;
  waiting.splice(waiting.indexOf(longest), 1);
  offer(world, longest, line);
}
