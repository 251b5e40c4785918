import type { EndedBy } from '@onhook/core/call';
import type { CallId, CustomerKey } from '@onhook/core/ids';
import { type CallSample, sampleCall, makeHard } from './sample.ts';
import { canTakeCall, setPhase } from './lines.ts';
import { streamOf } from './random.ts';
import { scheduleIn, type Caller, type Line, type Queue, emit, type World } from './world.ts';

const wholeSeconds = (fromAt: number, toAt: number): number => Math.floor((toAt - fromAt) / 1000);
const waitOf = (world: World, caller: Caller): number =>
  wholeSeconds(caller.queuedAt, caller.answeredAt ?? world.now);

function cancelTimers(caller: Caller): void {
  for (const timer of caller.timers) timer.isCancelled = true;
  caller.timers.length = 0;
  if (caller.ringEnd !== null) caller.ringEnd.isCancelled = true;
  caller.ringEnd = null;
}

export interface Arrival {
  readonly queue: Queue;
  readonly call: CallId;
  readonly customer: CustomerKey;
  readonly sample: CallSample;
  readonly leg?: 2;
  readonly avoid?: Line;
  /** The line that gets the call at once; it must be able to take one. */
  readonly deliverTo?: Line;
  readonly directed?: 'timed' | 'open-ended';
}

/** Puts a caller into a queue, and offers the call to the line that has been idle longest, where one is idle. */
export function arrive(world: World, arrival: Arrival): Caller {
  const { queue, deliverTo: straightTo = null } = arrival;
  const caller: Caller = {
    call: arrival.call,
    customer: arrival.customer,
    leg: arrival.leg ?? 1,
    queue,
    queuedAt: world.now,
    avoid: arrival.avoid ?? null,
    directed: arrival.directed ?? 'no',
    sample: arrival.sample,
    phase: 'waiting',
    line: null,
    answeredAt: null,
    isHeld: false,
    wentUnanswered: false,
    ringEnd: null,
    timers: [],
  };
  emit(world, { kind: 'call-queued', call: caller.call, queue: queue.name, customer: caller.customer });
  const { patienceSeconds } = arrival.sample;
  const longestSeconds = world.plan.longestWaitSeconds ?? Infinity;
  const because = patienceSeconds <= longestSeconds ? 'abandoned' : 'timed-out';
  const waitsSeconds = Math.min(patienceSeconds, longestSeconds);
  if (waitsSeconds !== Infinity && straightTo === null) {
    caller.timers.push(scheduleIn(world, waitsSeconds, () => leaveQueue(world, caller, because)));
  }
  const line = straightTo ?? queue.idle.first(caller.avoid);
  if (line === null) queue.waiting.push(caller);
  else offer(world, caller, line);
  return caller;
}

function leaveQueue(world: World, caller: Caller, because: 'abandoned' | 'timed-out'): void {
  const { line } = caller;
  cancelTimers(caller);
  caller.phase = 'gone';
  caller.line = null;
  emit(world, {
    kind: 'call-left',
    call: caller.call,
    queue: caller.queue.name,
    because,
    waitSeconds: waitOf(world, caller),
  });
  if (line !== null) {
    line.caller = null;
    setPhase(world, line, 'free');
    world.onLineFree(line);
  }
  world.onCallerGone(caller, 'left');
}

function offer(world: World, caller: Caller, line: Line): void {
  caller.phase = 'ringing';
  caller.line = line;
  line.caller = caller;
  emit(world, { kind: 'call-offered', call: caller.call, queue: caller.queue.name, line: line.id });
  setPhase(world, line, 'ringing');
  const { unansweredSeconds, ringSeconds } = caller.sample;
  if (unansweredSeconds !== null && !caller.wentUnanswered && line.spotlight === null) {
    caller.ringEnd = scheduleIn(world, unansweredSeconds, () => leaveUnanswered(world, caller, line, unansweredSeconds));
  } else {
    caller.ringEnd = scheduleIn(world, ringSeconds, () => answer(world, caller, line));
  }
}

/**
 * Stops the ringing of a call that the agent did not answer. The caller goes back to their earlier position in the queue, or
 * to another idle line.
 *
 * @param rangSeconds how long the phone rang
 */
export function leaveUnanswered(world: World, caller: Caller, line: Line, rangSeconds: number): void {
  if (caller.ringEnd !== null) caller.ringEnd.isCancelled = true;
  caller.ringEnd = null;
  caller.phase = 'waiting';
  caller.wentUnanswered = true;
  caller.line = null;
  line.caller = null;
  emit(world, {
    kind: 'call-unanswered',
    call: caller.call,
    queue: caller.queue.name,
    line: line.id,
    rangMs: Math.round(rangSeconds * 1000),
  });
  setPhase(world, line, 'free', world.now);
  const { waiting, idle } = caller.queue;
  const other = idle.first(line, caller.avoid);
  if (other === null) {
    const index = waiting.findIndex((one) => one.queuedAt > caller.queuedAt);
    waiting.splice(index === -1 ? waiting.length : index, 0, caller);
  } else {
    offer(world, caller, other);
  }
  world.onLineFree(line);
}

function answer(world: World, caller: Caller, line: Line): void {
  cancelTimers(caller);
  caller.phase = 'talking';
  caller.answeredAt = world.now;
  emit(world, {
    kind: 'call-answered',
    call: caller.call,
    queue: caller.queue.name,
    line: line.id,
    waitSeconds: waitOf(world, caller),
  });
  setPhase(world, line, 'talking');
  if (line.spotlight !== null && caller.directed === 'no' && ++line.spotlight.callsTaken % line.spotlight.everyNth === 0) {
    caller.sample = makeHard(caller.sample, streamOf(world.seed, 5, line.index, line.spotlight.callsTaken), caller.queue.plan);
  }
  if (caller.sample.hard) world.hardCalls.add(caller.call);
  scheduleTalk(world, caller, line);
}

function scheduleTalk(world: World, caller: Caller, line: Line): void {
  const { sample, timers } = caller;
  const talkSeconds = sample.handleSeconds - sample.wrapUpSeconds;
  sample.holds.forEach((hold, index) => {
    const from = hold.from * talkSeconds;
    const next = (sample.holds[index + 1]?.from ?? 1) * talkSeconds;
    const seconds = Math.min(hold.seconds, (next - from) * 0.7);
    timers.push(scheduleIn(world, from, () => holdCall(world, caller)));
    timers.push(scheduleIn(world, from + seconds, () => retrieveCall(world, caller)));
  });
  if (caller.directed === 'open-ended') return;
  const { transfer } = sample;
  if (transfer !== null && caller.leg === 1 && world.queues.length > 1) {
    if (transfer.how === 'attended') {
      const consultFrom = Math.max(talkSeconds - transfer.consultSeconds, talkSeconds * 0.9);
      timers.push(scheduleIn(world, consultFrom, () => holdCall(world, caller)));
    }
    timers.push(scheduleIn(world, talkSeconds, () => transferCall(world, caller, line, transfer)));
  } else {
    timers.push(scheduleIn(world, talkSeconds, () => endTalk(world, caller, line, sample.endedBy)));
  }
}

function holdCall(world: World, caller: Caller): void {
  if (caller.isHeld) return;
  caller.isHeld = true;
  emit(world, { kind: 'call-held', call: caller.call });
}

function retrieveCall(world: World, caller: Caller): void {
  if (!caller.isHeld) return;
  caller.isHeld = false;
  emit(world, { kind: 'call-retrieved', call: caller.call });
}

function transferCall(world: World, caller: Caller, line: Line, transfer: NonNullable<CallSample['transfer']>): void {
  const others = world.queues.filter((queue) => queue !== caller.queue);
  const queue = others[Math.floor(transfer.to * others.length)]!;
  emit(world, { kind: 'call-transferred', call: caller.call, how: transfer.how, to: queue.name });
  endTalk(world, caller, line, 'transfer');
  const sample = sampleCall(streamOf(world.seed, 4, ++world.sampleCount), world.plan, queue.plan, world.plan.hardShare);
  arrive(world, { queue, call: caller.call, customer: caller.customer, sample, leg: 2, avoid: line });
}

/** Ends an answered call and starts the wrap-up of its line. */
export function endTalk(world: World, caller: Caller, line: Line, by: EndedBy): void {
  cancelTimers(caller);
  caller.phase = 'gone';
  caller.line = null;
  line.caller = null;
  emit(world, {
    kind: 'call-ended',
    call: caller.call,
    queue: caller.queue.name,
    line: line.id,
    by,
    waitSeconds: waitOf(world, caller),
    talkSeconds: wholeSeconds(caller.answeredAt ?? world.now, world.now),
  });
  const membership = line.memberships.find((one) => one.queue === caller.queue);
  if (membership !== undefined) {
    membership.callsTaken += 1;
    membership.lastCallAt = Math.floor(world.now / 1000) * 1000;
  }
  setPhase(world, line, 'wrapping', world.now);
  const end = scheduleIn(world, caller.sample.wrapUpSeconds, () => endWrapUp(world, line));
  line.wrapUp = { end, since: world.now, caller };
  if (by !== 'transfer') world.onCallerGone(caller, 'served');
}

/** Ends the wrap-up of a line, early or on time; does nothing when there is none. */
export function endWrapUp(world: World, line: Line): void {
  const { wrapUp } = line;
  if (wrapUp === null) return;
  wrapUp.end.isCancelled = true;
  line.wrapUp = null;
  if (world.plan.reportsWrapUp) {
    emit(world, {
      kind: 'call-wrapped',
      call: wrapUp.caller.call,
      line: line.id,
      code: wrapUp.caller.sample.wrapUpCode,
      wrapUpSeconds: wholeSeconds(wrapUp.since, world.now),
    });
  }
  setPhase(world, line, 'free');
  world.onLineFree(line);
}

/** Finds the caller of `queue` who has waited longest and may go to `line`. */
function longestWaitingFor(queue: Queue, line: Line): Caller | null {
  while (queue.waiting[0] !== undefined && queue.waiting[0].phase !== 'waiting') queue.waiting.shift();
  return queue.waiting.find((caller) => caller.phase === 'waiting' && caller.avoid !== line) ?? null;
}

/** Offers a free line the caller who has waited longest over all its queues; does nothing when none waits. */
export function serveLongestWaiting(world: World, line: Line): void {
  let longest: Caller | null = null;
  for (const membership of line.memberships) {
    if (!canTakeCall(line, membership)) continue;
    const caller = longestWaitingFor(membership.queue, line);
    if (caller !== null && (longest === null || caller.queuedAt < longest.queuedAt)) longest = caller;
  }
  if (longest === null) return;
  const { waiting } = longest.queue;
  waiting.splice(waiting.indexOf(longest), 1);
  offer(world, longest, line);
}
