import { asId, type CustomerKey } from '@onhook/core/ids';
import { arrive } from './calls.ts';
import { type Draw, drawCall } from './draw.ts';
import { HALF_HOUR } from './plan.ts';
import { exponential, hexOf, type Random, streamOf } from './random.ts';
import { after, type Caller, nextCallId, type Queue, type World } from './world.ts';

const remembered = 400;

export const newCustomer = (world: World, ...path: readonly number[]): CustomerKey =>
  asId<CustomerKey>(hexOf(world.seed, 6, ...path));

function customerOf(world: World, draw: Draw, path: readonly number[]): CustomerKey {
  const { customers } = world;
  if (draw.repeats !== null && customers.length > 0) return customers[Math.floor(draw.repeats * customers.length)]!;
  const customer = newCustomer(world, ...path);
  customers.push(customer);
  if (customers.length > remembered) customers.shift();
  return customer;
}

/**
 * When the next caller comes after a moment: a Poisson process whose rate is constant in each half-hour, by using up
 * one unit exponential over the half-hours. Infinity when no caller ever comes.
 */
function nextArrivalAt(world: World, queue: Queue, fromAt: number, random: Random): number {
  const { opensAt, dayMs } = world.plan;
  const { callsPerHalfHour } = queue.plan;
  if (!callsPerHalfHour.some((calls) => calls > 0)) return Infinity;
  let left = exponential(random, 1);
  for (let at = fromAt; ;) {
    const sinceOpening = (at - opensAt) % dayMs;
    const slot = Math.floor(sinceOpening / HALF_HOUR);
    const slotEndsAt = at - sinceOpening + Math.min((slot + 1) * HALF_HOUR, dayMs);
    const perMs = (callsPerHalfHour[slot] ?? 0) / HALF_HOUR;
    const expected = (slotEndsAt - at) * perMs;
    if (left < expected) return at + left / perMs;
    left -= expected;
    at = slotEndsAt;
  }
}

function scheduleNext(world: World, queue: Queue, fromAt: number, random: Random, number: number): void {
  const at = nextArrivalAt(world, queue, fromAt, random);
  if (at === Infinity) return;
  world.agenda.add(Math.ceil(at), () => {
    const path = [1, queue.index, number];
    const draw = drawCall(streamOf(world.seed, ...path), world.plan, queue.plan, world.plan.hardShare);
    arrive(world, { queue, call: nextCallId(world), customer: customerOf(world, draw, path), draw });
    scheduleNext(world, queue, at, random, number + 1);
  });
}

export function openDoors(world: World): void {
  for (const queue of world.queues) {
    scheduleNext(world, queue, world.plan.opensAt, streamOf(world.seed, 2, queue.index), 0);
  }
}

/** Lets some of those who were served, and some of those who gave up, call again. */
export function callAgain(world: World, caller: Caller, how: 'served' | 'left'): void {
  const seconds = how === 'served' ? caller.draw.againAfterSeconds : caller.draw.retryAfterSeconds;
  if (seconds === null) return;
  const { queue, customer } = caller;
  after(world, seconds, () => {
    const random = streamOf(world.seed, 3, ++world.extraCalls);
    const draw = drawCall(random, world.plan, queue.plan, Math.min(1, world.plan.hardShare * 2));
    // Whoever calls again has not less patience for being nobody's first call, but does not call a third time.
    arrive(world, {
      queue,
      call: nextCallId(world),
      customer,
      draw: { ...draw, againAfterSeconds: null, retryAfterSeconds: null },
    });
  });
}
