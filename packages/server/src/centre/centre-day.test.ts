import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCentreDay } from './centre-day.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'];

it('finds the centre’s last midnight, also on days when the clock changes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }), (zone, at) => {
      const start = createCentreDay(zone).dayStartOf(at);
      const face = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      expect(face.format(start)).toMatch(/00:00:00$/);
      expect(face.format(start).slice(0, 10)).toBe(face.format(at).slice(0, 10));
      expect(start).toBeLessThanOrEqual(at);
    }),
  );
});

it('knows the hour on the centre’s clock', () => {
  const day = createCentreDay('Asia/Kolkata');
  expect(day.hourOf(Date.UTC(2026, 0, 1, 3, 29))).toBe(8);
  expect(day.hourOf(Date.UTC(2026, 0, 1, 3, 30))).toBe(9);
});
