import { asId, type CustomerKey } from '@onhook/core/ids';
import { arrive } from './calls.ts';
import { type CallSample, sampleCall } from './sample.ts';
import { HALF_HOUR } from './plan.ts';
import { exponential, hexOf, type Random, streamOf } from './random.ts';
import { scheduleIn, type Caller, nextCallId, type Queue, type World } from './world.ts';

const rememberedCustomers = 400;

/** Creates the key of a customer, which looks like a keyed hash and is the same for the same seed and path. */
export const newCustomer = (world: World, ...path: readonly number[]): CustomerKey =>
  asId<CustomerKey>(hexOf(world.seed, 6, ...path));

function chooseCustomer(world: World, sample: CallSample, path: readonly number[]): CustomerKey {
  const { customers } = world;
  if (sample.earlierCustomer !== null && customers.length > 0) return customers[Math.floor(sample.earlierCustomer * customers.length)]!;
  const customer = newCustomer(world, ...path);
  customers.push(customer);
  if (customers.length > rememberedCustomers) customers.shift();
  return customer;
}

/**
 * Samples the next arrival of a queue after `fromAt`. Arrivals are a Poisson process with a constant rate in each half-hour:
 * one unit exponential is used up over the half-hours.
 *
 * @returns epoch milliseconds; Infinity when the plan has no call in any half-hour
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
  world.eventQueue.schedule(Math.ceil(at), () => {
    const path = [1, queue.index, number];
    const sample = sampleCall(streamOf(world.seed, ...path), world.plan, queue.plan, world.plan.hardShare);
    arrive(world, { queue, call: nextCallId(world), customer: chooseCustomer(world, sample, path), sample });
    scheduleNext(world, queue, at, random, number + 1);
  });
}

/** Schedules the first caller of every queue; each arrival schedules the one after it. */
export function scheduleArrivals(world: World): void {
  for (const queue of world.queues) {
    scheduleNext(world, queue, world.plan.opensAt, streamOf(world.seed, 2, queue.index), 0);
  }
}

/**
 * Schedules another call of a customer whose sample says so.
 *
 * @param how `served` uses the delay for a second question, `left` the delay for another try
 */
export function scheduleRepeatCall(world: World, caller: Caller, how: 'served' | 'left'): void {
  const seconds = how === 'served' ? caller.sample.againAfterSeconds : caller.sample.retryAfterSeconds;
  if (seconds === null) return;
  const { queue, customer } = caller;
  scheduleIn(world, seconds, () => {
    const random = streamOf(world.seed, 3, ++world.sampleCount);
    const sample = sampleCall(random, world.plan, queue.plan, Math.min(1, world.plan.hardShare * 2));
    // A second call is as patient as a first one, and no customer calls a third time.
    arrive(world, {
      queue,
      call: nextCallId(world),
      customer,
      sample: { ...sample, againAfterSeconds: null, retryAfterSeconds: null },
    });
  });
}
