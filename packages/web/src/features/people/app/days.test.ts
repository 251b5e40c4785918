import { expect, it } from 'vitest';
import { dayEndAt, dayStartAt } from './days.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

it('days begin and end where the centre is', () => {
  expect(iso(dayStartAt('2026-11-23', 'Europe/Berlin'))).toBe('2026-11-22T23:00:00.000Z');
  expect(iso(dayEndAt('2026-11-23', 'America/Los_Angeles'))).toBe('2026-11-24T08:00:00.000Z');
  expect(iso(dayStartAt('2026-11-23', 'Asia/Kolkata'))).toBe('2026-11-22T18:30:00.000Z');
});

it('also on the days the clocks change', () => {
  expect(iso(dayStartAt('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-28T23:00:00.000Z');
  expect(iso(dayEndAt('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-29T22:00:00.000Z');
  expect(iso(dayEndAt('2026-10-25', 'Europe/Berlin'))).toBe('2026-10-25T23:00:00.000Z');
});

it('what is no day is none', () => {
  expect(dayStartAt('', 'UTC')).toBeNull();
  expect(dayEndAt('2026-13-45', 'UTC')).toBeNull();
});
