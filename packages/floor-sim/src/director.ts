import type { EndedBy } from '@onhook/core/call';
import type { CallId, CustomerKey, LineId } from '@onhook/core/ids';
import { newCustomer } from './arrivals.ts';
import { arrive, endTalk, endWrapUp, leaveUnanswered } from './calls.ts';
import { type CallSample, sampleCall } from './sample.ts';
import { canTakeCall, isPaused, updateIdleLists } from './lines.ts';
import { MINUTE } from './plan.ts';
import { between, streamOf } from './random.ts';
import { endOwnBreak, logIn } from './shifts.ts';
import { scheduleIn, type Line, nextCallId, type Queue, type World } from './world.ts';

const ringSeconds = 6;

export type HardCallOutcome =
  | {
      readonly kind: 'planned';
      readonly call: CallId;
      readonly customer: CustomerKey;
      /** Epoch milliseconds of the answer; later than requested when the requested time has passed. */
      readonly startedAt: number;
    }
  | { readonly kind: 'unknown-line' };

export type EndCallOutcome =
  | { readonly kind: 'ended'; readonly call: CallId }
  | { readonly kind: 'not-on-a-call' }
  | { readonly kind: 'unknown-line' };

export interface HardCall {
  /** Epoch milliseconds of the answer; a time before the centre's clock counts as now. */
  readonly startedAt: number;
  /** Epoch milliseconds; without it the call lasts until `endCall`. */
  readonly endsAt?: number;
}

const plainSample = (world: World, queue: Queue, changes: Partial<CallSample>): CallSample => ({
  ...sampleCall(streamOf(world.seed, 7, ++world.sampleCount), world.plan, queue.plan, 0),
  hard: false,
  patienceSeconds: Infinity,
  unansweredSeconds: null,
  holds: [],
  transfer: null,
  endedBy: 'caller',
  againAfterSeconds: null,
  retryAfterSeconds: null,
  ...changes,
});

function scheduleEarlierCalls(world: World, line: Line, customer: CustomerKey, beforeAt: number): void {
  const queue = line.memberships[0]!.queue;
  const gap = beforeAt - world.now;
  for (const [minutes, share] of [
    [170, 0.9],
    [55, 0.45],
  ] as const) {
    const at = beforeAt - Math.round(Math.min(minutes * MINUTE, gap * share));
    const sample = plainSample(world, queue, { handleSeconds: Math.min(280, gap / 5000) });
    world.eventQueue.schedule(at, () => {
      arrive(world, { queue, call: nextCallId(world), customer, sample, avoid: line });
    });
  }
}

/** Ends all that keeps a reserved line from ringing, except a pause that is not the agent's own break. */
function freeLine(world: World, line: Line): void {
  if (line.phase === 'out') logIn(world, line);
  line.dueBreaks.length = 0;
  line.isLogOutDue = false;
  if (line.phase === 'ringing' && line.caller !== null) leaveUnanswered(world, line.caller, line, 1);
  if (line.phase === 'talking' && line.caller !== null) endTalk(world, line.caller, line, 'caller');
  if (line.phase === 'wrapping') endWrapUp(world, line);
  endOwnBreak(world, line);
}

/**
 * Plans a very hard call for a line: a customer who called twice earlier in the day, held twice. The line is in the spotlight
 * afterwards, with every fourth call hard.
 *
 * @returns the planned call, its customer and its time; `unknown-line` when the plan lacks the line
 */
export function giveHardCall(world: World, lineId: LineId, wanted: HardCall): HardCallOutcome {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  const queue = line.memberships[0]!.queue;
  const call = nextCallId(world);
  const customer = newCustomer(world, 8, line.index, world.callCount);
  const offeredAt = Math.max(world.now, wanted.startedAt - ringSeconds * 1000);
  const startedAt = offeredAt + ringSeconds * 1000;
  const { endsAt } = wanted;
  const directed = endsAt === undefined ? 'open-ended' : 'timed';
  const talkSeconds = endsAt === undefined ? 20 * 60 : Math.max(1, (endsAt - startedAt) / 1000);
  const wrapUpSeconds = 18;
  const sample = plainSample(world, queue, {
    hard: true,
    handleSeconds: talkSeconds + wrapUpSeconds,
    wrapUpSeconds,
    ringSeconds,
    holds: [
      { from: 0.22, seconds: 95 },
      { from: 0.58, seconds: 150 },
    ],
  });
  scheduleEarlierCalls(world, line, customer, offeredAt);
  const give = () => {
    line.spotlight ??= { everyNth: 4, callsTaken: 0, nextCall: null };
    line.isReserved = true;
    freeLine(world, line);
    if (isPaused(line)) {
      scheduleIn(world, 5, give);
      return;
    }
    line.isReserved = false;
    arrive(world, { queue, call, customer, sample, deliverTo: line, directed });
  };
  world.eventQueue.schedule(offeredAt, give);
  return { kind: 'planned', call, customer, startedAt };
}

/** Makes every nth call of a line hard from now on. Its next call comes within half a minute of being free. */
export function spotlight(world: World, lineId: LineId, everyNth: number): { readonly kind: 'done' | 'unknown-line' } {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  line.spotlight = { everyNth, callsTaken: 0, nextCall: null };
  return { kind: 'done' };
}

/** Keeps calls away from a line until `untilAt` (epoch milliseconds), except those that the director gives it. */
export function keepQuiet(world: World, lineId: LineId, untilAt: number): { readonly kind: 'done' | 'unknown-line' } {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  line.isQuiet = true;
  updateIdleLists(line);
  world.eventQueue.schedule(untilAt, () => {
    line.isQuiet = false;
    updateIdleLists(line);
    if (line.phase === 'free') world.onLineFree(line);
  });
  return { kind: 'done' };
}

/** Schedules a caller for a free line in the spotlight, 6 to 30 seconds from now. */
export function scheduleNextCall(world: World, line: Line): void {
  const { spotlight: light } = line;
  if (light === null || light.nextCall !== null || !line.memberships.some((membership) => canTakeCall(line, membership))) return;
  const wait = between(streamOf(world.seed, 9, line.index, ++world.sampleCount), 6, 30);
  light.nextCall = scheduleIn(world, wait, () => {
    light.nextCall = null;
    const membership = line.memberships.find((one) => canTakeCall(line, one));
    if (membership === undefined) return;
    const { queue } = membership;
    const sample = plainSample(world, queue, { endedBy: 'agent' });
    const call = nextCallId(world);
    arrive(world, { queue, call, customer: newCustomer(world, 8, line.index, world.callCount), sample, deliverTo: line });
  });
}

/**
 * Ends the call of a line.
 *
 * @returns the ended call; `not-on-a-call` when the line talks to nobody
 */
export function endCall(world: World, lineId: LineId, by: EndedBy): EndCallOutcome {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  const { caller } = line;
  if (line.phase !== 'talking' || caller === null) return { kind: 'not-on-a-call' };
  endTalk(world, caller, line, by);
  return { kind: 'ended', call: caller.call };
}
