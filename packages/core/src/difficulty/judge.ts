import type { QueueName } from '../ids/index.ts';
import type { Level, Reason } from './reason.ts';
import type { Usual } from './usual.ts';

/** What is known of a call when it is judged; null where the phone system does not tell. */
export interface Facts {
  readonly queue: QueueName;
  readonly handleSeconds: number;
  readonly holds: number;
  readonly longestHoldSeconds: number;
  readonly transfers: number;
  /** Earlier calls of the same customer within 24 hours. */
  readonly repeats: number;
  readonly wrapUpCode: string | null;
  /** -1 (worst) to 1, of the customer's channel only. */
  readonly customerSentiment: number | null;
}

/**
 * The first day's weights of a cumulative-logit model. None is negative: no more holds, no longer wait for an answer
 * and no further call can make a call easier. The unit is the logit of "at least this level".
 */
export const weights = {
  /** For each robust standard deviation of log handle time above the usual. */
  handleTime: 0.9,
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

/** A call has at least the level whose cut its score reaches: [1 usual, 2 hard, 3 very hard]. */
export const cuts = [-1, 2.5, 4.5] as const;

export interface Judgement {
  readonly level: Level;
  readonly score: number;
  /** The three heaviest at most, heaviest first. */
  readonly reasons: readonly Reason[];
}

/** What weighs less than this is no reason worth reading. */
const worthSaying = 0.4;

/** Judges a call by its facts. Pure and monotone in every fact. `hardCodes` are the wrap-up codes the centre calls hard. */
export const judge = (facts: Facts, usual: Usual, hardCodes: ReadonlySet<string>): Judgement => {
  const z = Math.log(Math.max(1, facts.handleSeconds) / usual.medianSeconds) / usual.spread;
  const parts: { weight: number; reason: Reason }[] = [
    {
      weight: weights.handleTime * Math.min(6, Math.max(-2, z)),
      reason: {
        kind: 'handle-time',
        queue: facts.queue,
        minutes: Math.round(facts.handleSeconds / 6) / 10,
        timesUsual: Math.round((facts.handleSeconds / usual.medianSeconds) * 10) / 10,
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
    .filter((part) => part.weight >= worthSaying)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map((part) => part.reason);
  return { level, score, reasons };
};
