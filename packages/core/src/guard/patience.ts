import type { Patience } from './erlang.ts';

/** Waits of callers, in seconds. A wait that ended with an answer tells only that this caller's patience is longer. */
export interface Waits {
  readonly abandoned: readonly number[];
  readonly answered: readonly number[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Mean patience in seconds, if patience is exponential: all waiting divided by the number of callers who hung up.
 *
 * @returns Infinity if nobody hung up
 *
 * Source: the maximum-likelihood estimate from censored data, as in Mandelbaum and Zeltyn 2005.
 */
export const meanPatienceSeconds = ({ abandoned, answered }: Waits): number =>
  abandoned.length === 0 ? Infinity : (sum(abandoned) + sum(answered)) / abandoned.length;

/**
 * Patience as observed, whatever its law. After the longest wait it continues as exponential patience with the censored mean,
 * because nothing was observed there.
 *
 * @returns endless patience if nobody hung up
 *
 * Source: Kaplan and Meier 1958.
 */
export const observedPatience = (waits: Waits): Patience => {
  const tailSeconds = meanPatienceSeconds(waits);
  const abandoned = waits.abandoned.toSorted((a, b) => a - b);
  const answered = waits.answered.toSorted((a, b) => a - b);
  // Steps of the survival curve: from `starts[n]` on, a share of `shares[n]` still waits; `areas[n]` is the area before.
  const starts = [0];
  const shares = [1];
  const areas = [0];
  let [hungUp, answeredBefore] = [0, 0];
  while (hungUp < abandoned.length) {
    const at = abandoned[hungUp]!;
    while (answeredBefore < answered.length && answered[answeredBefore]! < at) answeredBefore++;
    const waiting = abandoned.length - hungUp + answered.length - answeredBefore;
    let leaving = 0;
    while (abandoned[hungUp + leaving] === at) leaving++;
    hungUp += leaving;
    const share = shares.at(-1)!;
    areas.push(areas.at(-1)! + share * (at - starts.at(-1)!));
    starts.push(at);
    shares.push(share * (1 - leaving / waiting));
  }
  const endSeconds = Math.max(abandoned.at(-1) ?? 0, answered.at(-1) ?? 0);
  const endShare = shares.at(-1)!;
  const endArea = areas.at(-1)! + endShare * (endSeconds - starts.at(-1)!);
  const stepAt = (seconds: number): number => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= seconds) low = middle;
      else high = middle;
    }
    return low;
  };
  return {
    survival: (seconds) => (seconds <= endSeconds ? shares[stepAt(seconds)]! : endShare * Math.exp(-(seconds - endSeconds) / tailSeconds)),
    meanWaitedSeconds: (seconds) => {
      if (seconds > endSeconds) {
        const after = seconds - endSeconds;
        return endArea + endShare * (tailSeconds === Infinity ? after : -tailSeconds * Math.expm1(-after / tailSeconds));
      }
      const step = stepAt(seconds);
      return areas[step]! + shares[step]! * (seconds - starts[step]!);
    },
  };
};
