import { halfHourMs } from '@onhook/core/call';
import { releaseHalfHour, type HalfHourFacts, type ReleasedHalfHour } from '@onhook/core/figures';
import type { FloorState } from '@onhook/core/floor';
import type { QueueName } from '@onhook/core/ids';
import { pauseFactsOf, type Recovery } from '@onhook/core/pause';

/** Rows that the figures of half hours are made of, and the store of released figures. */
export interface DayStore {
  /** Half hours that start at or after `fromAt` and are released, oldest first. */
  readonly released: (fromAt: number) => Promise<readonly ReleasedHalfHour[]>;
  /** Stores half hours; keeps one that is released already. */
  readonly release: (halfHours: readonly ReleasedHalfHour[]) => Promise<void>;
  /** Counts what became a hard call at or after `fromAt` and before `toAt`, by queue. */
  readonly hardCalls: (fromAt: number, toAt: number) => Promise<readonly { readonly queue: QueueName; readonly calls: number }[]>;
  /** Counts the people who were on a call at some time from `fromAt` to `toAt`, by queue; the queue null is the whole centre. */
  readonly people: (fromAt: number, toAt: number) => Promise<readonly { readonly queue: QueueName | null; readonly people: number }[]>;
  /** Recoveries after hard calls that were made at or after `fromAt` and before `toAt`. */
  readonly recoveries: (fromAt: number, toAt: number) => Promise<readonly Recovery[]>;
  /** Uniform number from 0 up to 1, from a source that nobody can predict: rounds the figures. */
  readonly uniform: () => number;
}

const factsOf = async (floor: FloorState, store: DayStore, at: number): Promise<HalfHourFacts> => {
  const toAt = at + halfHourMs;
  const [hardCalls, people, recoveries] = await Promise.all([store.hardCalls(at, toAt), store.people(at, toAt), store.recoveries(at, toAt)]);
  const peopleIn = (name: QueueName | null): number => people.find(({ queue }) => queue === name)?.people ?? 0;
  return {
    at,
    people: peopleIn(null),
    queues: [...floor.tracker.queues].flatMap(([queue, track]) => {
      const half = track.halfHours.get(at);
      const hard = hardCalls.find((row) => row.queue === queue)?.calls ?? 0;
      if (!half && hard === 0) return [];
      const { offered, answered, answeredInTarget, abandoned } = half ?? { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0 };
      return [{ queue, people: peopleIn(queue), counts: { offered, answered, answeredInTarget, abandoned, hardCalls: hard } }];
    }),
    entries: [...floor.today.values()].flat().filter((entry) => entry.at >= at && entry.at < toAt),
    recoveries: recoveries.map(pauseFactsOf),
  };
};

/**
 * Releases every half hour that has closed since `dayStartAt` and is not released yet, and returns all released ones, oldest first. A half
 * hour is released once: what happens later, or is deleted later, does not change it.
 */
export const releasedHalfHours = async (floor: FloorState, store: DayStore, dayStartAt: number, now: number): Promise<readonly ReleasedHalfHour[]> => {
  const first = Math.ceil(dayStartAt / halfHourMs) * halfHourMs;
  const known = await store.released(first);
  const knownAt = new Set(known.map(({ at }) => at));
  const due: number[] = [];
  for (let at = first; at + halfHourMs <= now; at += halfHourMs) if (!knownAt.has(at)) due.push(at);
  if (due.length === 0) return known;
  const facts = await Promise.all(due.map((at) => factsOf(floor, store, at)));
  await store.release(facts.map((one) => releaseHalfHour(one, store.uniform)));
  return store.released(first);
};
