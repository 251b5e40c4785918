import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromField, minutesOfDay, quickDue, toField } from './due.ts';

const moment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2030, 0, 1) });

it('is always ahead, by half an hour, by a shift at most, or tomorrow at nine', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 1439 }), (now, ends) => {
      const [half, shift, tomorrow] = (['half-hour', 'end-of-shift', 'tomorrow'] as const).map((q) => quickDue(q, now, ends));
      expect(half! - now).toBeGreaterThanOrEqual(30 * 60_000);
      expect(half! - now).toBeLessThan(31 * 60_000);
      expect(shift).toBeGreaterThan(now);
      expect(minutesOfDay(tomorrow!)).toBe(9 * 60);
      expect(new Date(tomorrow!).getDate()).not.toBe(new Date(now).getDate());
    }),
  );
});

it('goes into a field and comes out of it to the minute, and is nothing when the field is not filled', () => {
  fc.assert(
    fc.property(moment, (due) => {
      expect(fromField(toField(due))).toBe(Math.floor(due / 60_000) * 60_000);
    }),
  );
  expect([fromField(''), fromField('2026-13-40T99:99')]).toEqual([null, null]);
});
