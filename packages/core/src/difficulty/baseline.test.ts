import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptySketch, recordSample, baselineOf, type Sketch } from './baseline.ts';

const golden = 0.618_033_988_749_895;

/** Evenly spread log-normal handle times: Box and Muller's transform of an even grid. */
const talkTimes = (count: number, medianSeconds: number, spread: number): number[] =>
  Array.from({ length: count }, (_, i) => {
    const radius = Math.sqrt(-2 * Math.log((((i * 7919) % count) + 0.5) / count));
    return medianSeconds * Math.exp(spread * radius * Math.cos(2 * Math.PI * ((i * golden) % 1)));
  });

const learned = (times: readonly number[], sketch: Sketch = emptySketch()): Sketch => {
  for (const seconds of times) recordSample(sketch, seconds);
  return sketch;
};

const queue = fc.record({
  medianSeconds: fc.integer({ min: 60, max: 1200 }),
  spread: fc.double({ min: 0.4, max: 1, noNaN: true }),
});

describe('the baseline talk time', () => {
  it('The baseline converges to the real median and spread', () => {
    fc.assert(
      fc.property(queue, ({ medianSeconds, spread }) => {
        const baseline = baselineOf(learned(talkTimes(3000, medianSeconds, spread)), undefined, 240);
        expect(Math.abs(Math.log(baseline.medianSeconds / medianSeconds))).toBeLessThan(0.08);
        expect(Math.abs(baseline.spread / spread - 1)).toBeLessThan(0.15);
      }),
      { numRuns: 30 },
    );
  });

  it('One absurd call in twenty hardly moves the baseline', () => {
    fc.assert(
      fc.property(queue, fc.constantFrom(1, 100_000), ({ medianSeconds, spread }, absurdSeconds) => {
        const times = talkTimes(3000, medianSeconds, spread);
        const clean = baselineOf(learned(times), undefined, 240);
        const dirty = baselineOf(learned(times.map((seconds, i) => (i % 20 === 0 ? absurdSeconds : seconds))), undefined, 240);
        expect(Math.abs(Math.log(dirty.medianSeconds / clean.medianSeconds))).toBeLessThan(0.15);
        expect(Math.abs(dirty.spread / clean.spread - 1)).toBeLessThan(0.25);
      }),
      { numRuns: 30 },
    );
  });

  it('The baseline starts at the prior and leaves it as calls come', () => {
    const prior = baselineOf(undefined, undefined, 240);
    expect(Math.abs(Math.log(prior.medianSeconds / 240))).toBeLessThan(0.03);
    const medians = [5, 20, 100, 1000].map((count) => baselineOf(learned(talkTimes(count, 600, 0.6)), undefined, 240).medianSeconds);
    expect(medians).toEqual([...medians].sort((a, b) => a - b));
    expect(medians[0]).toBeLessThan(400);
    expect(medians[3]).toBeGreaterThan(550);
  });

  it('The baseline is the hour’s once it has calls, and the queue’s before', () => {
    const whole = learned(talkTimes(3000, 200, 0.5));
    expect(baselineOf(learned(talkTimes(300, 600, 0.5)), whole, 240).medianSeconds).toBeGreaterThan(480);
    expect(baselineOf(learned(talkTimes(3, 600, 0.5)), whole, 200).medianSeconds).toBeLessThan(260);
  });

  it('Old calls fade', () => {
    const sketch = learned(talkTimes(6000, 100, 0.5));
    learned(talkTimes(6000, 400, 0.5), sketch);
    expect(baselineOf(sketch, undefined, 240).medianSeconds).toBeGreaterThan(320);
  });

  it('The sketch stays small, and its total matches its counts', () => {
    const sketch = learned(talkTimes(20_000, 300, 1));
    expect(sketch.counts.size).toBeLessThan(250);
    expect([...sketch.counts.values()].reduce((sum, count) => sum + count, 0)).toBeCloseTo(sketch.calls, 6);
  });

  it('A sketch survives being stored and loaded', () => {
    const sketch = learned(talkTimes(5000, 300, 0.7));
    const { calls, counts } = JSON.parse(JSON.stringify({ calls: sketch.calls, counts: [...sketch.counts] })) as {
      calls: number;
      counts: [number, number][];
    };
    const read: Sketch = { calls, counts: new Map(counts) };
    expect(baselineOf(read, undefined, 240)).toEqual(baselineOf(sketch, undefined, 240));
    expect(learned([100, 1000], read)).toEqual(learned([100, 1000], sketch));
  });

  it('The baseline is a finite number, whatever was recorded', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })), fc.integer({ min: 1, max: 10_000 }), (times, prior) => {
        const { medianSeconds, spread } = baselineOf(learned(times), undefined, prior);
        expect(medianSeconds).toBeGreaterThan(0);
        expect(Number.isFinite(medianSeconds)).toBe(true);
        expect(spread).toBeGreaterThanOrEqual(0.35);
        expect(spread).toBeLessThanOrEqual(1.2);
      }),
    );
  });
});
