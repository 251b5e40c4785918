import { afterEach, expect, it } from 'vitest';
import { createScheduler, type Scheduler } from './scheduler.ts';

let scheduler: Scheduler | null = null;
afterEach(() => scheduler?.stop());

const make = () => {
  let now = 1_000_000;
  const logged: unknown[] = [];
  scheduler = createScheduler({ now: () => now }, { warn: (...line: unknown[]) => void logged.push(line) });
  return {
    scheduler,
    logged,
    pass: async (ms: number) => {
      now += ms;
      await scheduler?.runDue();
    },
  };
};

const hourMs = 3_600_000;

it('a job runs once each time its interval has passed by the clock', async () => {
  const { scheduler: jobs, pass } = make();
  let runs = 0;
  jobs.every('count', hourMs, () => (runs += 1));
  await pass(hourMs - 1);
  expect(runs).toBe(0);
  await pass(1);
  await pass(hourMs);
  expect(runs).toBe(2);
});

it('a job that is still running is not started again', async () => {
  const { scheduler: jobs, pass } = make();
  let started = 0;
  let end: () => void = () => {};
  jobs.every('slow', hourMs, () => {
    started += 1;
    return new Promise<void>((resolve) => (end = resolve));
  });
  const first = pass(hourMs);
  const second = pass(hourMs);
  expect(started).toBe(1);
  end();
  await Promise.all([first, second]);
  expect(started).toBe(1);
});

it('a job that fails is logged by its name and runs again', async () => {
  const { scheduler: jobs, logged, pass } = make();
  jobs.every('failing', hourMs, async () => {
    throw new Error('cannot');
  });
  await pass(hourMs);
  await pass(hourMs);
  expect(logged).toHaveLength(2);
  expect(JSON.stringify(logged)).toContain('failing');
});

it('a job that was ended, and every job after a stop, runs no more', async () => {
  const { scheduler: jobs, pass } = make();
  let runs = 0;
  const end = jobs.every('first', hourMs, () => (runs += 1));
  jobs.every('second', hourMs, () => (runs += 1));
  end();
  await pass(hourMs);
  expect(runs).toBe(1);
  jobs.stop();
  await pass(hourMs);
  expect(runs).toBe(1);
});
