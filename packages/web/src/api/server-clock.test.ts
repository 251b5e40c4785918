import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

test('the server clock runs on from the last server time, whatever the browser’s clock shows', () => {
  let local = 5_000;
  const clock = createServerClock(() => local);
  clock.set(1_000_000);
  local += 250;
  expect(clock.now()).toBe(1_000_250);
});

test('a later message corrects the server clock after the browser’s clock was changed', () => {
  let local = 5_000;
  const clock = createServerClock(() => local);
  clock.set(1_000_000);
  local += 3_600_000;
  clock.set(1_000_500);
  expect(clock.now()).toBe(1_000_500);
});
