import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponentialPatience, steadyFigures } from './erlang.ts';
import { meanPatienceSeconds, observedPatience } from './patience.ts';

const seconds = fc.integer({ min: 0, max: 1000 });
const waits = fc.record({ abandoned: fc.array(seconds, { maxLength: 50 }), answered: fc.array(seconds, { maxLength: 50 }) });

test('A hand-worked curve falls at each caller who hangs up, by the share of those still waiting', () => {
  // At 10 s one of five hangs up; at 30 s, after the answer at 20 s, one of three; the caller of 50 s is answered.
  const { survival, meanWaitedSeconds } = observedPatience({ abandoned: [10, 30], answered: [20, 40, 50] });
  expect([9, 10, 29, 30, 50].map((at) => survival(at))).toEqual([1, 0.8, 0.8, 0.8 * (1 - 1 / 3), 0.8 * (1 - 1 / 3)]);
  expect(meanWaitedSeconds(30)).toBeCloseTo(10 + 20 * 0.8);
  expect(meanPatienceSeconds({ abandoned: [10, 30], answered: [20, 40, 50] })).toBe(75);
});

test('The curve starts at 1, never rises, and the mean wait is the area under it', () => {
  fc.assert(
    fc.property(waits, seconds, seconds, (given, one, other) => {
      const { survival, meanWaitedSeconds } = observedPatience(given);
      const [early, late] = [Math.min(one, other), Math.max(one, other)];
      expect(survival(late)).toBeLessThanOrEqual(survival(early));
      expect(survival(late)).toBeGreaterThanOrEqual(0);
      const between = meanWaitedSeconds(late) - meanWaitedSeconds(early);
      expect(between).toBeLessThanOrEqual((late - early) * survival(early) + 1e-9);
      expect(between).toBeGreaterThanOrEqual((late - early) * survival(late) - 1e-9);
      expect(meanWaitedSeconds(0)).toBe(0);
    }),
  );
});

test('Waits of exponential callers give back the figures of a queue with exponential patience', () => {
  // Quantiles of a mean of 180 s stand for 2,000 callers of whom every second is answered at a moment of its own.
  const patience = Array.from({ length: 2000 }, (_, n) => -180 * Math.log(1 - (n + 0.5) / 2000));
  const given = {
    abandoned: patience.filter((_, n) => n % 2 === 0),
    answered: patience.filter((_, n) => n % 2 === 1).map((at, n) => at * ((n % 10) / 10)),
  };
  const queue = { arrivalsPerSecond: 0.6, handleSeconds: 300, agents: 175, targetSeconds: 20 };
  const observed = steadyFigures({ ...queue, patience: observedPatience({ abandoned: patience, answered: [] }) });
  const known = steadyFigures({ ...queue, patience: exponentialPatience(180) });
  expect(observed.answeredOnTimeShare).toBeCloseTo(known.answeredOnTimeShare, 2);
  expect(observed.abandonedShare).toBeCloseTo(known.abandonedShare, 3);
  expect(meanPatienceSeconds(given)).toBeGreaterThan(180);
});

test('Callers who never hang up are endlessly patient', () => {
  const { survival, meanWaitedSeconds } = observedPatience({ abandoned: [], answered: [5, 9] });
  expect(survival(1e9)).toBe(1);
  expect(meanWaitedSeconds(1000)).toBe(1000);
});
