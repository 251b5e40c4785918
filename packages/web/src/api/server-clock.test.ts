import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

test('time goes on from what the server said, whatever this machine thinks', () => {
  let local = 5_000;
  const clock = createServerClock(() => local);
  clock.set(1_000_000);
  local += 250;
  expect(clock.now()).toBe(1_000_250);
});

test('a later message corrects a machine whose clock was moved', () => {
  let local = 5_000;
  const clock = createServerClock(() => local);
  clock.set(1_000_000);
  local += 3_600_000;
  clock.set(1_000_500);
  expect(clock.now()).toBe(1_000_500);
});
