import { serviceLevel } from '@onhook/core/figures';
import { expect, test } from 'vitest';
import { axis, type HalfHour, halfHourMs, recoveryParts, runsWithCalls, sum, sumQueues } from './figures.ts';

const half = (at: number, more: Partial<HalfHour> = {}): HalfHour => ({
  at: at * halfHourMs,
  offered: 10,
  answered: 8,
  answeredInTarget: 6,
  abandoned: 2,
  hardCalls: 1,
  ...more,
});
const queue = (name: string, halfHours: HalfHour[]) => ({ queue: name, halfHours });

test('an abandoned call counts against the service level, one still waiting does not', () => {
  expect(serviceLevel(half(0))).toBeCloseTo(0.6);
  expect(serviceLevel(half(0, { offered: 30 }))).toBeCloseTo(0.6);
  expect(serviceLevel(half(0, { answered: 0, answeredInTarget: 0, abandoned: 0 }))).toBeNull();
});

test('queues are added half hour by half hour, in order', () => {
  const all = sumQueues([queue('a', [half(3), half(2)]), queue('b', [half(3, { hardCalls: 4 })])]);
  expect(all.map(({ at, hardCalls, offered }) => [at / halfHourMs, hardCalls, offered])).toEqual([
    [2, 1, 10],
    [3, 5, 20],
  ]);
  expect(sum(all)).toMatchObject({ offered: 30, hardCalls: 6 });
});

test('the axis runs from the first call to the last, gaps and all', () => {
  const starts = axis([queue('a', [half(0, { offered: 0 }), half(16)]), queue('b', [half(19), half(20, { offered: 0 })])]);
  expect(starts.map((at) => at / halfHourMs)).toEqual([16, 17, 18, 19]);
  expect(axis([queue('a', [])])).toEqual([]);
});

test('a line breaks where no call came', () => {
  const starts = [0, 1, 2, 3].map((i) => i * halfHourMs);
  const found = runsWithCalls(starts, [half(0), half(1), half(3)]);
  expect(found.map((run) => run.map(({ i }) => i))).toEqual([[0, 1], [3]]);
});

test('what was granted is the sum of its parts', () => {
  const parts = recoveryParts({
    grantedMs: 100,
    honouredMs: 60,
    cutShortMs: 10,
    waivedMs: 20,
    bankedMs: 10,
    paidBackMs: 0,
  });
  expect(parts).toEqual({ honouredMs: 60, cutShortMs: 10, waivedMs: 20, bankedMs: 10 });
});
