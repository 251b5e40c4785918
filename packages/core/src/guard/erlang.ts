import { integrate } from './integrate.ts';

/** How long callers wait before they hang up. */
export interface Patience {
  /** Share of callers who still wait after `seconds`, if nobody answers: 1 at 0, never rising. */
  survival(seconds: number): number;
  /** Integral of `survival` from 0 to `seconds`: the mean wait, cut at `seconds`, of callers whom nobody answers. */
  meanWaitedSeconds(seconds: number): number;
}

/** A queue in a steady state: constant arrivals, exponential handle times, agents who all take its calls. */
export interface SteadyQueue {
  readonly arrivalsPerSecond: number;
  /** Mean handle time: talk, hold and wrap-up. */
  readonly handleSeconds: number;
  readonly agents: number;
  readonly patience: Patience;
  /** Callers who are answered within this time count as answered on time. */
  readonly targetSeconds: number;
}

/** Figures of a queue in a steady state. Shares are of all calls, from 0 to 1. */
export interface SteadyFigures {
  readonly waitShare: number;
  readonly answeredOnTimeShare: number;
  readonly abandonedShare: number;
  /** Mean wait of all callers, those who hang up included. */
  readonly meanWaitSeconds: number;
  /** Share of the agents' time that is handle time. */
  readonly occupancy: number;
}

/** Patience without an end: every caller waits. */
export const endlessPatience: Patience = { survival: () => 1, meanWaitedSeconds: (seconds) => seconds };

/** Exponential patience with a mean in seconds. */
export const exponentialPatience = (meanSeconds: number): Patience => ({
  survival: (seconds) => Math.exp(-seconds / meanSeconds),
  meanWaitedSeconds: (seconds) => -meanSeconds * Math.expm1(-seconds / meanSeconds),
});

/**
 * Erlang's loss formula: the share of calls that find all agents busy and are lost.
 *
 * @param load arrivals per second times handle time in seconds, in erlangs
 * @returns 0 to 1; 1 without agents
 *
 * Source: A. K. Erlang, 1917; the recursion over agents is stable because each step stays between 0 and 1.
 */
export const erlangB = (load: number, agents: number): number => {
  let blocked = 1;
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
};

/**
 * Erlang's delay formula: the share of calls that wait, if nobody hangs up.
 *
 * @param load in erlangs
 * @returns 0 to 1; 1 if the load is at least the number of agents, because the queue grows without end
 *
 * Source: A. K. Erlang, 1917.
 */
export const erlangC = (load: number, agents: number): number => {
  if (load >= agents) return 1;
  const blocked = erlangB(load, agents);
  return blocked / (1 - (load / agents) * (1 - blocked));
};

/** Exponents this far under the highest one add less than rounding does. */
const negligible = 40;

/** Halves the interval from `low` to `high` until it is as narrow as numbers allow. Returns the point where `isBelow` turns false. */
const turningPoint = (low: number, high: number, isBelow: (x: number) => boolean): number => {
  let [from, to] = [low, high];
  for (let middle = (from + to) / 2; from < middle && middle < to; middle = (from + to) / 2) {
    if (isBelow(middle)) from = middle;
    else to = middle;
  }
  return to;
};

/** Doubles a distance from `start` until `isFar` holds for the point that far away. */
const farPoint = (start: number, firstDistance: number, isFar: (x: number) => boolean): number => {
  let distance = firstDistance;
  while (!isFar(start + distance)) distance *= 2;
  return start + distance;
};

/**
 * Figures of a steady queue whose callers hang up: M/M/n+G. With endless patience these are Erlang's.
 *
 * The wait that a caller with endless patience would have has the density `exp(g(x))` times a constant, where g(x) is arrivals
 * times `meanWaitedSeconds(x)` less the rate at which busy agents finish, times x. Everything is an integral of it.
 *
 * @returns a `meanWaitSeconds` of Infinity, and nobody answered on time, if the queue grows without end
 *
 * Source: Baccelli and Hebuterne 1981; Mandelbaum and Zeltyn 2005, section 4.
 */
export const steadyFigures = ({ arrivalsPerSecond, handleSeconds, agents, patience, targetSeconds }: SteadyQueue): SteadyFigures => {
  if (arrivalsPerSecond === 0) return { waitShare: 0, answeredOnTimeShare: 1, abandonedShare: 0, meanWaitSeconds: 0, occupancy: 0 };
  const load = arrivalsPerSecond * handleSeconds;
  const finishedPerSecond = agents / handleSeconds;
  const staying = patience.survival(Number.MAX_VALUE);
  if (agents === 0) {
    const meanWaitSeconds = staying > 0 ? Infinity : patience.meanWaitedSeconds(Number.MAX_VALUE);
    return { waitShare: 1, answeredOnTimeShare: 0, abandonedShare: 1 - staying, meanWaitSeconds, occupancy: 0 };
  }
  // Callers who never hang up arrive faster than the agents finish.
  if (arrivalsPerSecond * staying >= finishedPerSecond) {
    return { waitShare: 1, answeredOnTimeShare: 0, abandonedShare: 1 - staying, meanWaitSeconds: Infinity, occupancy: 1 };
  }
  const exponent = (x: number): number => arrivalsPerSecond * patience.meanWaitedSeconds(x) - finishedPerSecond * x;
  const grows = (x: number): boolean => arrivalsPerSecond * patience.survival(x) > finishedPerSecond;
  const firstDistance = 1 / (arrivalsPerSecond + finishedPerSecond);
  const peak = grows(0) ? turningPoint(0, farPoint(0, firstDistance, (x) => !grows(x)), grows) : 0;
  const highest = exponent(peak);
  const isNegligible = (x: number): boolean => exponent(x) < highest - negligible;
  const from = isNegligible(0) ? turningPoint(0, peak, isNegligible) : 0;
  const to = turningPoint(peak, farPoint(peak, firstDistance, isNegligible), (x) => !isNegligible(x));
  const density = (x: number): number => Math.exp(exponent(x) - highest);
  const area = integrate(density, from, to);
  const onTimeEnd = Math.min(Math.max(targetSeconds, from), to);
  const onTimeArea = integrate((x) => patience.survival(x) * density(x), from, onTimeEnd);
  const waitedArea = integrate((x) => patience.meanWaitedSeconds(x) * density(x), from, to);
  const notWaiting = 1 / erlangB(load, agents - 1);
  const waitShare = 1 / (1 + (notWaiting / (arrivalsPerSecond * area)) * Math.exp(-highest));
  const abandonedOfWaiting = 1 - agents / load + Math.exp(-highest) / (arrivalsPerSecond * area);
  // Rounding may leave it a hair under 0 where nobody hangs up.
  const abandonedShare = waitShare * Math.max(0, abandonedOfWaiting);
  return {
    waitShare,
    answeredOnTimeShare: 1 - waitShare * (1 - onTimeArea / area),
    abandonedShare,
    meanWaitSeconds: (waitShare * waitedArea) / area,
    occupancy: (load * (1 - abandonedShare)) / agents,
  };
};
