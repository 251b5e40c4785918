import { afterEach, expect, test } from 'vitest';
import { after, createManualScheduler, every, scheduleWith, wait } from './schedule.ts';

let restore = (): void => undefined;
afterEach(() => restore());

test('a manual scheduler runs each timer when it is due, in order', async () => {
  const scheduler = createManualScheduler();
  restore = scheduleWith(scheduler);
  const called: string[] = [];
  after(250, () => called.push('once'));
  const stop = every(100, () => called.push('again'));
  const waited = wait(300).then(() => called.push('waited'));
  scheduler.move(99);
  expect(called).toEqual([]);
  scheduler.move(201);
  await waited;
  expect(called).toEqual(['again', 'again', 'once', 'again', 'waited']);
  stop();
  scheduler.move(1_000);
  expect(called).toHaveLength(5);
  expect(scheduler.pending()).toBe(0);
});

test('a stopped timer never runs', () => {
  const scheduler = createManualScheduler();
  restore = scheduleWith(scheduler);
  const stop = after(10, () => expect.unreachable());
  stop();
  scheduler.move(20);
  expect(scheduler.pending()).toBe(0);
});
