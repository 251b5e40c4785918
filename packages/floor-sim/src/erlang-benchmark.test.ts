import { describe, expect, test } from 'vitest';
import { createCentre, figuresOf, type Plan, uniformPlan } from './index.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const hour = 3_600_000;

const dayOf = (patienceSeconds: number | null): Plan => ({
  ...uniformPlan({
    opensAt,
    agents: 12,
    queues: 1,
    hours: 24,
    callsPerHour: 252,
    handleSeconds: 120,
    handleScv: 1,
    hardShare: 0,
    patienceSeconds,
  }),
  ringSeconds: [0, 0],
  transferShare: 0,
  unansweredShare: 0,
  callAgainShare: 0,
  retryShare: 0,
});
const runs = (plan: Plan) =>
  Array.from({ length: 24 }, (_, seed) => figuresOf(createCentre(plan, seed).advance(opensAt + 8 * hour), 20));
const mean = (figures: readonly ReturnType<typeof figuresOf>[], of: (one: ReturnType<typeof figuresOf>) => number) =>
  figures.reduce((sum, one) => sum + of(one), 0) / figures.length;

// The publisher's MMC and MMCAb examples: 12 servers, 4.2 calls a minute of two minutes each, eight hours.
describe('A centre with the parameters of umontreal-simul/contactcenters', () => {
  test('answers about 90 % in 20 seconds when callers wait for ever', () => {
    const figures = runs(dayOf(null));
    expect(mean(figures, (one) => one.queued)).toBeCloseTo(4.2 * 480, -2);
    expect(Math.abs(mean(figures, (one) => one.serviceLevel) - 0.902)).toBeLessThan(0.02);
  });

  test('loses about 58 of 2,016 callers when their patience is a minute', () => {
    const figures = runs(dayOf(60));
    expect(Math.abs(mean(figures, (one) => one.left) - 58.6)).toBeLessThan(8);
  });
});
