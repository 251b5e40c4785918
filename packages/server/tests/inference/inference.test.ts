import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createMetrics } from '../../src/platform/metrics/metrics.ts';
import { maskedPoll, type Poll } from './line-states.ts';
import { observe } from './observers.ts';
import { beginAt, differences, endAt, PlayedDay, type Difference } from './world.ts';

const pairs = 1_000;
const minute = 60_000;
const metrics = createMetrics();

beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterAll(() => void vi.useRealTimers());

interface Day {
  readonly polls: readonly Poll[];
  /** Every pause of every line at every poll. */
  readonly states: string;
  readonly routes: ReturnType<ReturnType<typeof observe>['routes']>;
}

/** One world's day: a watcher polls right before the action, right after it, and until the half hour after it is over. */
const dayOf = async (seed: number, difference: Difference, doesIt: boolean): Promise<Day> => {
  const world = new PlayedDay(seed, metrics);
  const watcher = observe(world, metrics);
  const { actAt } = world.plan;
  const polls: Poll[] = [];
  const states: unknown[] = [];
  for (const at of [actAt - 15_000, actAt, actAt + minute, actAt + 6 * minute, beginAt + 30 * minute, beginAt + 45 * minute, endAt]) {
    world.pass(at, difference, doesIt);
    polls.push(await watcher.poll());
    states.push([...world.floor.tracker.lines.values()].map(({ memberships }) => [...memberships.values()].map(({ pausedFor }) => pausedFor)));
  }
  return { polls, states: JSON.stringify(states), routes: watcher.routes() };
};

/** Names of the figures, streams and metrics in which something differs. */
const differing = (one: readonly Poll[], other: readonly Poll[]): string[] => {
  const names = new Set([...one, ...other].flatMap((poll) => Object.keys(poll)));
  return [...names].filter((name) => one.some((poll, i) => JSON.stringify(poll[name]) !== JSON.stringify(other[i]![name])));
};

it('Over 1,000 pairs of worlds that differ in one thing one person did, figures, streams and metrics let nobody guess right in more than 55 %', async () => {
  const tried = new Map<Difference, number>();
  const shown = new Map<Difference, number>();
  const sources = new Map<string, number>();
  let routes: Day['routes'] | undefined;
  for (let seed = 0; seed < pairs; seed += 1) {
    const difference = differences[seed % differences.length]!;
    const [one, other] = [await dayOf(seed, difference, true), await dayOf(seed, difference, false)];
    // Where the lines' states are the same in both worlds, nothing at all may differ; else everything but them is compared.
    const found = one.states === other.states ? differing(one.polls, other.polls) : differing(one.polls.map(maskedPoll), other.polls.map(maskedPoll));
    routes = one.routes;
    tried.set(difference, (tried.get(difference) ?? 0) + 1);
    if (found.length > 0) shown.set(difference, (shown.get(difference) ?? 0) + 1);
    for (const name of found) sources.set(name, (sources.get(name) ?? 0) + 1);
  }
  // The rounding is the same in both worlds of a pair. An attacker who knows both worlds exactly, and everybody else's actions, can only
  // tell them apart where something that they saw differs, and tosses a coin otherwise.
  const share = (all: number, different: number): number => (different + (all - different) / 2) / all;
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const total = share(pairs, [...shown.values()].reduce((a, b) => a + b, 0));
  process.stdout.write(
    [
      `inference: an attacker guesses right in ${percent(total)} of ${pairs} pairs`,
      ...differences.map((name) => `  ${name}: ${percent(share(tried.get(name)!, shown.get(name) ?? 0))}`),
      ...[...sources].map(([name, count]) => `  seen in ${name}: ${count} pairs`),
      `  read in memory: ${routes!.inMemory.join(', ')}`,
      `  on a real server (unmoved.test.ts): ${routes!.needStore.join(', ')}`,
      ...routes!.notStarted.map((name) => `  not started: ${name}`),
      '',
    ].join('\n'),
  );
  expect(total).toBeLessThanOrEqual(0.55);
  expect(routes!.inMemory).toEqual(expect.arrayContaining(['GET /api/day', 'GET /api/day/figures', 'GET /api/board']));
}, 600_000);
