import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endlessPatience, erlangB, erlangC, exponentialPatience, steadyFigures, type SteadyQueue } from './erlang.ts';

const agents = fc.integer({ min: 1, max: 20_000 });
/** Erlangs per agent. */
const loadOfEach = fc.double({ min: 0.01, max: 3, noNaN: true });

describe('Published queues', () => {
  test('Erlang C answers 84.59 % in 15 s with 55 agents and 48 erlangs (mitan.co.uk)', () => {
    const figures = steadyFigures({ arrivalsPerSecond: 0.2, handleSeconds: 240, agents: 55, patience: endlessPatience, targetSeconds: 15 });
    expect(figures.waitShare).toBeCloseTo(0.2387, 4);
    expect(figures.meanWaitSeconds).toBeCloseTo(8.184, 3);
    expect(figures.answeredOnTimeShare).toBeCloseTo(0.8459, 4);
  });

  test('Erlang C answers 88.835 % in 20 s with 14 agents and 10 erlangs (pyworkforce, CRAN ErlangC)', () => {
    const figures = steadyFigures({ arrivalsPerSecond: 100 / 1800, handleSeconds: 180, agents: 14, patience: endlessPatience, targetSeconds: 20 });
    expect(figures.waitShare).toBeCloseTo(0.1741319335950498, 12);
    expect(figures.answeredOnTimeShare).toBeCloseTo(0.8883500191794669, 12);
    expect(figures.meanWaitSeconds).toBeCloseTo(7.83593701177724, 10);
    expect(figures.occupancy).toBeCloseTo(0.7142857142857143, 12);
  });

  test('50 agents with 48 calls a minute wait 20.8 s without abandonment, and 3.7 s with it (Garnett, Mandelbaum, Reiman 2002)', () => {
    const queue = { arrivalsPerSecond: 0.8, handleSeconds: 60, agents: 50, targetSeconds: 20 };
    const patient = steadyFigures({ ...queue, patience: endlessPatience });
    expect(patient.meanWaitSeconds).toBeCloseTo(20.8, 1);
    expect(patient.occupancy).toBeCloseTo(0.96, 12);
    const impatient = steadyFigures({ ...queue, patience: exponentialPatience(120) });
    expect(impatient.abandonedShare).toBeCloseTo(0.031, 3);
    expect(impatient.meanWaitSeconds).toBeCloseTo(3.7, 1);
    expect(impatient.occupancy).toBeCloseTo(0.93, 2);
  });

  test('Patience as long as a call makes the number of calls Poisson', () => {
    const figures = steadyFigures({ arrivalsPerSecond: 100, handleSeconds: 1, agents: 100, patience: exponentialPatience(1), targetSeconds: 20 });
    expect(figures.waitShare).toBeCloseTo(0.5132987982791745, 10);
    expect(figures.abandonedShare).toBeCloseTo(0.03986099680914926, 10);
  });
});

test('Erlang B and C are shares, and fall with each agent up to 20,000', () => {
  fc.assert(
    fc.property(agents, loadOfEach, (count, each) => {
      const load = count * each;
      for (const formula of [erlangB, erlangC]) {
        const [fewer, more] = [formula(load, count - 1), formula(load, count)];
        expect(fewer).toBeLessThanOrEqual(1);
        expect(more).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(fewer);
      }
    }),
  );
});

test('Every figure is finite, and gets no worse with another agent or with a longer target', () => {
  const queues = fc.record({
    agents,
    each: loadOfEach,
    handleSeconds: fc.double({ min: 10, max: 3600, noNaN: true }),
    patienceSeconds: fc.double({ min: 5, max: 3600, noNaN: true }),
    targetSeconds: fc.integer({ min: 0, max: 300 }),
  });
  fc.assert(
    fc.property(queues, ({ each, patienceSeconds, ...rest }) => {
      const queue: SteadyQueue = { ...rest, arrivalsPerSecond: (rest.agents * each) / rest.handleSeconds, patience: exponentialPatience(patienceSeconds) };
      const figures = steadyFigures(queue);
      for (const figure of Object.values(figures)) expect(figure).toBeGreaterThanOrEqual(0);
      for (const share of ['waitShare', 'answeredOnTimeShare', 'abandonedShare', 'occupancy'] as const) expect(figures[share]).toBeLessThanOrEqual(1 + 1e-12);
      expect(figures.meanWaitSeconds).toBeLessThanOrEqual(patienceSeconds * (1 + 1e-9));
      // Callers with exponential patience hang up at a constant rate while they wait.
      expect(figures.abandonedShare).toBeCloseTo(figures.meanWaitSeconds / patienceSeconds, 8);
      const better = steadyFigures({ ...queue, agents: queue.agents + 1, targetSeconds: queue.targetSeconds + 1 });
      expect(better.answeredOnTimeShare).toBeGreaterThanOrEqual(figures.answeredOnTimeShare - 1e-10);
      expect(better.abandonedShare).toBeLessThanOrEqual(figures.abandonedShare + 1e-10);
    }),
  );
});

test('Endless patience gives Erlang’s delay formula', () => {
  fc.assert(
    fc.property(agents, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (count, each) => {
      const load = count * each;
      const { waitShare } = steadyFigures({ arrivalsPerSecond: load / 300, handleSeconds: 300, agents: count, patience: endlessPatience, targetSeconds: 20 });
      expect(waitShare).toBeCloseTo(erlangC(load, count), 9);
    }),
  );
});

test('A queue that can’t be served grows without end, and one without calls is always on time', () => {
  const queue = { arrivalsPerSecond: 1, handleSeconds: 300, agents: 200, patience: endlessPatience, targetSeconds: 20 };
  expect(steadyFigures(queue)).toEqual({ waitShare: 1, answeredOnTimeShare: 0, abandonedShare: 0, meanWaitSeconds: Infinity, occupancy: 1 });
  expect(steadyFigures({ ...queue, arrivalsPerSecond: 0 })).toEqual({ waitShare: 0, answeredOnTimeShare: 1, abandonedShare: 0, meanWaitSeconds: 0, occupancy: 0 });
  expect(steadyFigures({ ...queue, agents: 0, patience: exponentialPatience(60) })).toEqual({
    waitShare: 1,
    answeredOnTimeShare: 0,
    abandonedShare: 1,
    meanWaitSeconds: 60,
    occupancy: 0,
  });
});
