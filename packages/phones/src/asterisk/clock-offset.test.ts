import { expect, test } from 'vitest';
import type { Notice } from '../port.ts';
import { createClockOffset } from './clock-offset.ts';

const hour = 3_600_000;
const setUp = () => {
  const notices: Notice[] = [];
  return { notices, offset: createClockOffset((notice) => void notices.push(notice)) };
};

test('A clock that is an hour off gives one notice, and converted times keep their distances', () => {
  const { notices, offset } = setUp();
  for (let i = 0; i < 50; i += 1) offset.sample(1_000_000 + i * 1000 - hour, 1_000_000 + i * 1000 + (i % 7) * 20);
  expect(notices).toEqual([{ kind: 'clock-skew', detail: "the phone system's clock is 3600 s behind ours" }]);
  expect(offset.toOurs(2_000_000 - hour)).toBe(2_000_000);
  expect(offset.toOurs(2_007_300) - offset.toOurs(2_000_000)).toBe(7300);
});

test('A clock that agrees gives no notice', () => {
  const { notices, offset } = setUp();
  offset.sample(1_000_000, 1_000_004);
  expect([notices, offset.toOurs(5000)]).toEqual([[], 5004]);
});

test('A late message does not change the offset; a clock set back does, after a minute', () => {
  const { notices, offset } = setUp();
  offset.sample(1_000_000, 1_000_000);
  for (let i = 0; i < 100; i += 1) offset.sample(1_001_000 + i, 1_009_000);
  offset.sample(1_009_000, 1_009_000);
  expect(offset.toOurs(0)).toBe(0);
  for (let i = 0; i <= 60; i += 1) offset.sample(1_010_000 - hour + i * 1000, 1_010_000 + i * 1000);
  expect(offset.toOurs(0)).toBe(hour);
  expect(notices).toHaveLength(1);
});

test('A clock set back further than any message is late changes the offset at once', () => {
  const { notices, offset } = setUp();
  offset.sample(1_000_000, 1_000_000);
  offset.sample(1_001_000 - hour, 1_001_000);
  expect(offset.toOurs(1_001_000 - hour)).toBe(1_001_000);
  expect(offset.toTheirs(1_001_000)).toBe(1_001_000 - hour);
  expect(notices).toHaveLength(1);
});

test('A message from the future changes the offset at once', () => {
  const { notices, offset } = setUp();
  offset.sample(1_000_000, 1_000_000);
  offset.sample(1_000_000 + hour, 1_000_010);
  expect(offset.toOurs(hour)).toBe(10);
  expect(notices[0]?.detail).toBe("the phone system's clock is 3600 s ahead of ours");
});

test('Converted times are whole milliseconds, though Asterisk stamps its events in microseconds', () => {
  const { offset } = setUp();
  offset.sample(1_000_000.4119, 1_000_004);
  expect([offset.toOurs(1_700_000_000_000), offset.toTheirs(1_700_000_000_000)].every(Number.isSafeInteger)).toBe(true);
});
