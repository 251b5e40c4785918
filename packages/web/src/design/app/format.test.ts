import { expect, test } from 'vitest';
import { createFormats } from './format.ts';

const { time, when, percent, level, minutes, wait, number } = createFormats('en', 'Europe/Berlin');
const noon = Date.parse('2026-11-20T11:00:00Z');

test('times are shown in the centre’s time zone, with 24 hours', () => {
  expect(time(noon)).toBe('12:00');
  expect(time(Date.parse('2026-11-20T23:05:00Z'))).toBe('00:05');
});

test('a time of another day at the centre is shown with its date', () => {
  expect(when(noon, noon + 3_600_000)).toBe('12:00');
  expect(when(noon, noon + 12 * 3_600_000)).toMatch(/20.*12:00/);
});

test('a percentage compared with a target is rounded down', () => {
  expect(level(0.7999)).toBe('79%');
  expect(level(0.8)).toBe('80%');
  expect(level(0.29)).toBe('29%');
  expect(level(1)).toBe('100%');
  expect(percent(0.078)).toBe('8%');
});

test('durations, waiting times and numbers have the form of the locale', () => {
  expect(minutes(59_999)).toBe('0 min');
  expect(minutes(12 * 60_000)).toBe('12 min');
  expect(minutes(200 * 60_000)).toBe('3 hr 20 min');
  expect(minutes(120 * 60_000)).toBe('2 hr');
  expect(minutes(-5)).toBe('0 min');
  expect(wait(48_900)).toBe('48 sec');
  expect(wait(80_000)).toBe('1:20');
  expect(wait(605_000)).toBe('10:05');
  expect(wait(3_605_000)).toBe('1:00:05');
  expect(number(1234)).toBe('1,234');
});
