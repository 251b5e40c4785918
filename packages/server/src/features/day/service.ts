import { halfHourMs } from '@onhook/core/call';
import { releaseHalfHour, type HalfHourFacts, type ReleasedHalfHour } from '@onhook/core/figures';
import type { FloorState } from '@onhook/core/floor';
import type { QueueName } from '@onhook/core/ids';
import { pauseFactsOf, type Recovery } from '@onhook/core/pause';

/** Rows from which the figures of half hours are computed, and the store of released figures. */
export interface DayStore {
  /** Released half hours that start at or after `fromAt`, oldest first. */
  readonly released: (fromAt: number) => Promise<readonly ReleasedHalfHour[]>;
  /** Stores half hours as released. Skips one that has been released before. */
  readonly release: (halfHours: readonly ReleasedHalfHour[]) => Promise<void>;
  /** Counts the calls of each queue that were judged hard at or after `fromAt` and before `toAt`. */
  readonly hardCalls: (fromAt: number, toAt: number) => Promise<readonly { readonly queue: QueueName; readonly calls: number }[]>;
  /** Counts the people of each queue who were on a call at some time from `fromAt` to `toAt`. `queue: null` is the whole centre. */
  readonly people: (fromAt: number, toAt: number) => Promise<readonly { readonly queue: QueueName | null; readonly people: number }[]>;
  /** Recoveries after a hard call that were created at or after `fromAt` and before `toAt`. */
  readonly recoveries: (fromAt: number, toAt: number) => Promise<readonly Recovery[]>;
  /** Unpredictable, uniformly distributed number from 0 up to 1. Decides the direction in which figures are rounded. */
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
      const counts = track.halfHours.get(at);
      const hard = hardCalls.find((row) => row.queue === queue)?.calls ?? 0;
      if (!counts && hard === 0) return [];
      const { offered, answered, answeredInTarget, abandoned } = counts ?? { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0 };
      return [{ queue, people: peopleIn(queue), counts: { offered, answered, answeredInTarget, abandoned, hardCalls: hard } }];
    }),
    entries: [...floor.today.values()].flat().filter((entry) => entry.at >= at && entry.at < toAt),
    recoveries: recoveries.map(pauseFactsOf),
  };
};

/**
 * Releases every half hour that has ended since `dayStartAt` and is not released yet. A half hour is released once: later events and
 * deletions do not change it.
 *
 * @returns all released half hours since `dayStartAt`, oldest first
 */
export const releasedHalfHours = async (floor: FloorState, store: DayStore, dayStartAt: number, now: number): Promise<readonly ReleasedHalfHour[]> => {
  const first = Math.ceil(dayStartAt / halfHourMs) * halfHourMs;
  const released = await store.released(first);
  const releasedAt = new Set(released.map(({ at }) => at));
  const due: number[] = [];
  for (let at = first; at + halfHourMs <= now; at += halfHourMs) if (!releasedAt.has(at)) due.push(at);
  if (due.length === 0) return released;
  const facts = await Promise.all(due.map((at) => factsOf(floor, store, at)));
  await store.release(facts.map((halfHour) => releaseHalfHour(halfHour, store.uniform)));
  return store.released(first);
};
