import { afterEach, expect, test } from 'vitest';
import { after, createManualScheduler, every, scheduleWith, wait } from './schedule.ts';

let putBack = (): void => undefined;
afterEach(() => putBack());

test('a test moves the time, and every call is made when it falls due, in order', async () => {
  const scheduler = createManualScheduler();
  putBack = scheduleWith(scheduler);
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

test('a call that is stopped is never made', () => {
  const scheduler = createManualScheduler();
  putBack = scheduleWith(scheduler);
  const stop = after(10, () => expect.unreachable());
  stop();
  scheduler.move(20);
  expect(scheduler.pending()).toBe(0);
});
