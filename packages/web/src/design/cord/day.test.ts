import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, hoursOf, layDay, turnsOf } from './day.ts';

const minute = 60_000;
const startsAt = Date.UTC(2026, 10, 2, 8);
const at = (minutes: number): number => startsAt + minutes * minute;
const shift = { startsAt, endsAt: at(510), now: at(300) };

const calls = fc
  .array(fc.record({ ended: fc.integer({ min: 5, max: 300 }), long: fc.integer({ min: 1, max: 60 }), kept: fc.option(fc.integer({ min: 1, max: 15 })) }), { maxLength: 12 })
  .map((all) =>
    all
      .toSorted((a, b) => a.ended - b.ended)
      .map(({ ended, long, kept }) => ({
        startedAt: at(ended - long),
        endedAt: at(ended),
        kept: kept === null ? null : { from: at(ended), to: at(ended + kept) },
      })),
  );

describe('a shift as a cord', () => {
  it('draws one loop for each ten minutes of a hard call, at least one and at most four', () => {
    const turns = [3, 14, 22, 39, 90].map((long) => turnsOf({ startedAt: at(0), endedAt: at(long) }));
    expect(turns).toEqual([1, 1, 2, 3, 4]);
  });

  it('draws the coils in order, without overlap and within the line, for any number of calls', () => {
    fc.assert(
      fc.property(calls, fc.integer({ min: 150, max: 1500 }), (all, width) => {
        const { coils, pitch } = layDay({ ...shift, calls: all }, width, 5);
        expect(coils).toHaveLength(all.length);
        expect(pitch).toBeLessThanOrEqual(5);
        let end = 0;
        for (const { from, to, kept } of coils) {
          expect(from).toBeGreaterThanOrEqual(end - 0.01);
          expect(to).toBeGreaterThan(from);
          if (kept) expect(kept.from).toBeCloseTo(to, 6);
          end = kept?.to ?? to;
        }
        expect(end).toBeLessThanOrEqual(width + 0.01);
      }),
    );
  });

  it('ends a coil where its call ended, unless another coil is in the way', () => {
    const { coils } = layDay({ ...shift, calls: [{ startedAt: at(228), endedAt: at(250), kept: { from: at(250), to: at(255) } }] }, 510, 5);
    expect(coils[0]?.to).toBeCloseTo(250, 6);
    expect(coils[0]?.kept?.from).toBeCloseTo(250, 6);
  });

  it('leaves a gap for each break, before and after the present time', () => {
    const day: Day = { ...shift, calls: [], breaks: [{ from: at(120), to: at(150) }, { from: at(400), to: at(415) }] };
    const { past, coming, now } = layDay(day, 510, 5);
    expect(now).toBe(300);
    expect(past).toEqual([{ from: 0, to: 120 }, { from: 150, to: 300 }]);
    expect(coming).toEqual([{ from: 300, to: 400 }, { from: 415, to: 510 }]);
  });

  it('marks the present time at an end of the line before and after the shift', () => {
    expect(layDay({ ...shift, now: at(-60), calls: [] }, 510, 5)).toMatchObject({ now: 0, past: [], coming: [{ from: 0, to: 510 }] });
    expect(layDay({ ...shift, now: at(900), calls: [] }, 510, 5)).toMatchObject({ now: 510, coming: [] });
  });

  it('labels full hours that do not overlap', () => {
    const hours = hoursOf({ ...shift, calls: [] }, 312, 44);
    expect(hours.length).toBeGreaterThan(2);
    hours.slice(1).forEach(({ x }, i) => expect(x - (hours[i]?.x ?? NaN)).toBeGreaterThanOrEqual(44));
    expect(hoursOf({ ...shift, calls: [] }, 1200, 44)).toHaveLength(9);
  });
});
