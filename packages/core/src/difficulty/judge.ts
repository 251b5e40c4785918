import type { QueueName } from '../ids/index.ts';
import type { Level, Reason } from './reason.ts';
import type { Baseline } from './baseline.ts';

/** Facts of a call that its difficulty is computed from; null where the phone system reports none. */
export interface DifficultyFacts {
  readonly queue: QueueName;
  /** From answer to end or transfer, holds included, wrap-up not. */
  readonly talkSeconds: number;
  readonly holds: number;
  readonly longestHoldSeconds: number;
  readonly transfers: number;
  /** Earlier calls of the same customer within 24 hours. */
  readonly repeats: number;
  readonly wrapUpCode: string | null;
  /** Sentiment of the customer's channel only, -1 (worst) to 1. */
  readonly customerSentiment: number | null;
}

/**
 * Starting weights of a cumulative-logit model (McCullagh 1980, doi 10.1111/j.2517-6161.1980.tb01109.x), chosen by hand.
 * No weight is negative, so that no further hold, transfer or call makes a call easier.
 * Unit: logit of "at least this level".
 */
export const weights = {
  /** For each robust standard deviation of log talk time above the baseline. */
  talkTime: 0.9,
  /** For each hold, up to four. */
  hold: 0.6,
  /** For each doubling of (1 + minutes of the longest hold). */
  longestHold: 0.3,
  /** For each transfer, up to three. */
  transfer: 0.7,
  /** For each earlier call of this customer today, up to four. */
  repeat: 0.5,
  /** For a wrap-up code the centre calls hard. */
  wrapUpCode: 1.5,
  /** For a customer's channel at its worst. */
  customerSentiment: 1.5,
} as const;

/** Lowest score of each level: [1 usual, 2 hard, 3 very hard]. */
export const cuts = [-1, 2.5, 4.5] as const;

/** Difficulty of one call. Belongs to the call, never to a person. */
export interface Judgement {
  readonly level: Level;
  readonly score: number;
  /** At most three, the heaviest first. */
  readonly reasons: readonly Reason[];
}

/** A part below this weight is not listed as a reason. */
const minReasonWeight = 0.4;

/**
 * Computes the difficulty of a call from its facts. Monotone: a worse fact never lowers the score.
 *
 * @param baseline usual talk time of the queue at that hour
 * @param hardCodes wrap-up codes that the centre counts as hard
 * @example
 * judge(facts, baselineOf(undefined, undefined, 240), new Set(['complaint'])).level; // 0 to 3
 */
export const judge = (facts: DifficultyFacts, baseline: Baseline, hardCodes: ReadonlySet<string>): Judgement => {
  const z = Math.log(Math.max(1, facts.talkSeconds) / baseline.medianSeconds) / baseline.spread;
  const parts: { weight: number; reason: Reason }[] = [
    {
      weight: weights.talkTime * Math.min(6, Math.max(-2, z)),
      reason: {
        kind: 'handle-time',
        queue: facts.queue,
        minutes: Math.round(facts.talkSeconds / 6) / 10,
        timesUsual: Math.round((facts.talkSeconds / baseline.medianSeconds) * 10) / 10,
      },
    },
    {
      weight:
        weights.hold * Math.min(4, facts.holds) + weights.longestHold * Math.log2(1 + Math.max(0, facts.longestHoldSeconds) / 60),
      reason: { kind: 'held', times: facts.holds, longestSeconds: Math.round(facts.longestHoldSeconds) },
    },
    { weight: weights.transfer * Math.min(3, facts.transfers), reason: { kind: 'transferred', times: facts.transfers } },
    { weight: weights.repeat * Math.min(4, facts.repeats), reason: { kind: 'same-customer', callsToday: facts.repeats + 1 } },
  ];
  if (facts.wrapUpCode !== null && hardCodes.has(facts.wrapUpCode)) {
    parts.push({ weight: weights.wrapUpCode, reason: { kind: 'wrap-up-code', code: facts.wrapUpCode } });
  }
  if (facts.customerSentiment !== null) {
    parts.push({
      weight: weights.customerSentiment * Math.max(0, -facts.customerSentiment),
      reason: { kind: 'customer-sentiment' },
    });
  }
  const score = parts.reduce((sum, part) => sum + part.weight, 0);
  const level = cuts.filter((cut) => score >= cut).length as Level;
  const reasons = parts
    .filter((part) => part.weight >= minReasonWeight)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map((part) => part.reason);
  return { level, score, reasons };
};
