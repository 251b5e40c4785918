import type { EndedBy } from '@onhook/core/call';
import type { CallId, CustomerKey, LineId } from '@onhook/core/ids';
import { newCustomer } from './arrivals.ts';
import { arrive, end, endWrapUp, ringOut } from './calls.ts';
import { type Draw, drawCall } from './draw.ts';
import { couldTake, isPaused } from './lines.ts';
import { MINUTE } from './plan.ts';
import { between, streamOf } from './random.ts';
import { endOwnBreak, logIn } from './shifts.ts';
import { after, type Line, nextCallId, type Queue, type World } from './world.ts';

const ringSeconds = 6;

export type HardCallOutcome =
  | {
      readonly kind: 'planned';
      readonly call: CallId;
      readonly customer: CustomerKey;
      /** When it will be answered; later than asked for where that is already past. */
      readonly startedAt: number;
    }
  | { readonly kind: 'unknown-line' };

export type EndCallOutcome =
  | { readonly kind: 'ended'; readonly call: CallId }
  | { readonly kind: 'not-on-a-call' }
  | { readonly kind: 'unknown-line' };

export interface HardCall {
  /** Epoch milliseconds; may not be before what the centre has already lived through. */
  readonly startedAt: number;
  /** Left out: goes on until `endCall`. */
  readonly endsAt?: number;
}

const plainDraw = (world: World, queue: Queue, changes: Partial<Draw>): Draw => ({
  ...drawCall(streamOf(world.seed, 7, ++world.extraCalls), world.plan, queue.plan, 0),
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
  const queue = line.seats[0]!.queue;
  const gap = beforeAt - world.now;
  for (const [minutes, share] of [
    [170, 0.9],
    [55, 0.45],
  ] as const) {
    const at = beforeAt - Math.round(Math.min(minutes * MINUTE, gap * share));
    const draw = plainDraw(world, queue, { handleSeconds: Math.min(280, gap / 5000) });
    world.agenda.add(at, () => {
      arrive(world, { queue, call: nextCallId(world), customer, draw, avoid: line });
    });
  }
}

/** Makes a kept line free to be rung, whatever the agent was doing, short of lifting somebody else's pause. */
function clear(world: World, line: Line): void {
  if (line.phase === 'out') logIn(world, line);
  line.dueBreaks.length = 0;
  line.wantsOut = false;
  if (line.phase === 'ringing' && line.caller !== null) ringOut(world, line.caller, line, 1);
  if (line.phase === 'talking' && line.caller !== null) end(world, line.caller, line, 'caller');
  if (line.phase === 'wrapping') endWrapUp(world, line);
  endOwnBreak(world, line);
}

/**
 * Puts the line on a very hard call: a customer who has called twice earlier in the day, held twice. From then on the
 * line is in the spotlight.
 */
export function giveHardCall(world: World, lineId: LineId, wanted: HardCall): HardCallOutcome {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  const queue = line.seats[0]!.queue;
  const call = nextCallId(world);
  const customer = newCustomer(world, 8, line.index, world.calls);
  const offeredAt = Math.max(world.now, wanted.startedAt - ringSeconds * 1000);
  const startedAt = offeredAt + ringSeconds * 1000;
  const { endsAt } = wanted;
  const directed = endsAt === undefined ? 'open-ended' : 'timed';
  const talkSeconds = endsAt === undefined ? 20 * 60 : Math.max(1, (endsAt - startedAt) / 1000);
  const wrapUpSeconds = 18;
  const draw = plainDraw(world, queue, {
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
    line.spotlight ??= { everyNth: 4, taken: 0, nudge: null };
    line.kept = true;
    clear(world, line);
    if (isPaused(line)) {
      after(world, 5, give);
      return;
    }
    line.kept = false;
    arrive(world, { queue, call, customer, draw, straightTo: line, directed });
  };
  world.agenda.add(offeredAt, give);
  return { kind: 'planned', call, customer, startedAt };
}

/** From now on every nth call of this line is hard, the next one is half a minute away at most, and it stays in. */
export function spotlight(world: World, lineId: LineId, everyNth: number): { readonly kind: 'done' | 'unknown-line' } {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  line.spotlight = { everyNth, taken: 0, nudge: null };
  return { kind: 'done' };
}

/** Sends a caller to a line in the spotlight that has been free for a while. */
export function nudge(world: World, line: Line): void {
  const { spotlight: light } = line;
  if (light === null || light.nudge !== null || !line.seats.some((seat) => couldTake(line, seat))) return;
  const wait = between(streamOf(world.seed, 9, line.index, ++world.extraCalls), 6, 30);
  light.nudge = after(world, wait, () => {
    light.nudge = null;
    const seat = line.seats.find((one) => couldTake(line, one));
    if (seat === undefined) return;
    const { queue } = seat;
    const draw = plainDraw(world, queue, { endedBy: 'agent' });
    const call = nextCallId(world);
    arrive(world, { queue, call, customer: newCustomer(world, 8, line.index, world.calls), draw, straightTo: line });
  });
}

export function endCall(world: World, lineId: LineId, by: EndedBy): EndCallOutcome {
  const line = world.lines.get(lineId);
  if (line === undefined) return { kind: 'unknown-line' };
  const { caller } = line;
  if (line.phase !== 'talking' || caller === null) return { kind: 'not-on-a-call' };
  end(world, caller, line, by);
  return { kind: 'ended', call: caller.call };
}
