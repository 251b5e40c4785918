import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptySketch, learn, usualOf, type Sketch } from './usual.ts';

const golden = 0.618_033_988_749_895;

/** Evenly spread log-normal handle times: Box and Muller's transform of an even grid. */
const handleTimes = (count: number, medianSeconds: number, spread: number): number[] =>
  Array.from({ length: count }, (_, i) => {
    const radius = Math.sqrt(-2 * Math.log((((i * 7919) % count) + 0.5) / count));
    return medianSeconds * Math.exp(spread * radius * Math.cos(2 * Math.PI * ((i * golden) % 1)));
  });

const learned = (times: readonly number[], sketch: Sketch = emptySketch()): Sketch => {
  for (const seconds of times) learn(sketch, seconds);
  return sketch;
};

const queue = fc.record({
  medianSeconds: fc.integer({ min: 60, max: 1200 }),
  spread: fc.double({ min: 0.4, max: 1, noNaN: true }),
});

describe('the usual handle time', () => {
  it('comes to be what it is', () => {
    fc.assert(
      fc.property(queue, ({ medianSeconds, spread }) => {
        const usual = usualOf(learned(handleTimes(3000, medianSeconds, spread)), undefined, 240);
        expect(Math.abs(Math.log(usual.medianSeconds / medianSeconds))).toBeLessThan(0.08);
        expect(Math.abs(usual.spread / spread - 1)).toBeLessThan(0.15);
      }),
      { numRuns: 30 },
    );
  });

  it('is hardly moved by one call in twenty being absurd', () => {
    fc.assert(
      fc.property(queue, fc.constantFrom(1, 100_000), ({ medianSeconds, spread }, absurdSeconds) => {
        const times = handleTimes(3000, medianSeconds, spread);
        const clean = usualOf(learned(times), undefined, 240);
        const dirty = usualOf(learned(times.map((seconds, i) => (i % 20 === 0 ? absurdSeconds : seconds))), undefined, 240);
        expect(Math.abs(Math.log(dirty.medianSeconds / clean.medianSeconds))).toBeLessThan(0.15);
        expect(Math.abs(dirty.spread / clean.spread - 1)).toBeLessThan(0.25);
      }),
      { numRuns: 30 },
    );
  });

  it('begins as the guess, and leaves it as calls come', () => {
    const guess = usualOf(undefined, undefined, 240);
    expect(Math.abs(Math.log(guess.medianSeconds / 240))).toBeLessThan(0.03);
    const medians = [5, 20, 100, 1000].map((count) => usualOf(learned(handleTimes(count, 600, 0.6)), undefined, 240).medianSeconds);
    expect(medians).toEqual([...medians].sort((a, b) => a - b));
    expect(medians[0]).toBeLessThan(400);
    expect(medians[3]).toBeGreaterThan(550);
  });

  it('is the hour’s own once it has calls, and the queue’s before', () => {
    const whole = learned(handleTimes(3000, 200, 0.5));
    expect(usualOf(learned(handleTimes(300, 600, 0.5)), whole, 240).medianSeconds).toBeGreaterThan(480);
    expect(usualOf(learned(handleTimes(3, 600, 0.5)), whole, 200).medianSeconds).toBeLessThan(260);
  });

  it('forgets what has long changed', () => {
    const sketch = learned(handleTimes(6000, 100, 0.5));
    learned(handleTimes(6000, 400, 0.5), sketch);
    expect(usualOf(sketch, undefined, 240).medianSeconds).toBeGreaterThan(320);
  });

  it('stays small, and counts what it holds', () => {
    const sketch = learned(handleTimes(20_000, 300, 1));
    expect(sketch.counts.size).toBeLessThan(250);
    expect([...sketch.counts.values()].reduce((sum, count) => sum + count, 0)).toBeCloseTo(sketch.calls, 6);
  });

  it('can be written down and read again', () => {
    const sketch = learned(handleTimes(5000, 300, 0.7));
    const { calls, counts } = JSON.parse(JSON.stringify({ calls: sketch.calls, counts: [...sketch.counts] })) as {
      calls: number;
      counts: [number, number][];
    };
    const read: Sketch = { calls, counts: new Map(counts) };
    expect(usualOf(read, undefined, 240)).toEqual(usualOf(sketch, undefined, 240));
    expect(learned([100, 1000], read)).toEqual(learned([100, 1000], sketch));
  });

  it('is a number, whatever was learned', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })), fc.integer({ min: 1, max: 10_000 }), (times, guess) => {
        const { medianSeconds, spread } = usualOf(learned(times), undefined, guess);
        expect(medianSeconds).toBeGreaterThan(0);
        expect(Number.isFinite(medianSeconds)).toBe(true);
        expect(spread).toBeGreaterThanOrEqual(0.35);
        expect(spread).toBeLessThanOrEqual(1.2);
      }),
    );
  });
});
