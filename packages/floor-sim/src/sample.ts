import type { TransferHow } from '@onhook/core/call';
import type { Plan, QueuePlan } from './plan.ts';
import { between, exponential, logNormal, pick, type Random } from './random.ts';

/** A hold: the share of the talk at which it begins (0 to 1), and its length, which the next hold may cut. */
export interface SampledHold {
  readonly from: number;
  readonly seconds: number;
}

/** All chance of one call, sampled on arrival, so that a pause cannot change later calls. */
export interface CallSample {
  readonly hard: boolean;
  readonly handleSeconds: number;
  readonly wrapUpSeconds: number;
  readonly patienceSeconds: number;
  readonly ringSeconds: number;
  /** How long the phone of the first agent rings unanswered; null when that agent answers. */
  readonly unansweredSeconds: number | null;
  readonly holds: readonly SampledHold[];
  /** `to` (0 to 1) picks among the other queues. */
  readonly transfer: { readonly how: TransferHow; readonly to: number; readonly consultSeconds: number } | null;
  readonly endedBy: 'agent' | 'caller';
  readonly wrapUpCode: string;
  readonly againAfterSeconds: number | null;
  readonly retryAfterSeconds: number | null;
  /** Picks one of today's earlier customers (0 to 1); null for a new customer. */
  readonly earlierCustomer: number | null;
}

function sampleHolds(random: Random, hard: boolean): readonly SampledHold[] {
  const count = hard ? 2 + Math.floor(random() * 3) : random() < 0.15 ? 1 : 0;
  return Array.from({ length: count }, (_, index) => ({
    from: (index + between(random, 0.2, 0.7)) / (count + 0.5),
    seconds: hard ? between(random, 40, 180) : between(random, 15, 70),
  }));
}

/**
 * Samples one call.
 *
 * @param hardShare chance of a hard call, 0 to 1
 */
export function sampleCall(random: Random, plan: Plan, queue: QueuePlan, hardShare: number): CallSample {
  const hard = random() < hardShare;
  const ordinary =
    queue.handleScv === 0 ? queue.handleSeconds : logNormal(random, queue.handleSeconds, queue.handleScv);
  const handleSeconds = Math.min(
    plan.longestHandleSeconds,
    hard ? queue.handleSeconds * between(random, 3, 5.5) : ordinary,
  );
  const wrapUpSeconds = Math.min(0.4 * handleSeconds, exponential(random, queue.wrapUpSeconds));
  return {
    hard,
    handleSeconds,
    wrapUpSeconds,
    patienceSeconds: plan.patienceSeconds === null ? Infinity : exponential(random, plan.patienceSeconds),
    ringSeconds: between(random, ...plan.ringSeconds),
    unansweredSeconds: random() < plan.unansweredShare ? between(random, 14, 20) : null,
    holds: sampleHolds(random, hard),
    transfer:
      random() < plan.transferShare * (hard ? 2 : 1)
        ? { how: random() < 0.5 ? 'blind' : 'attended', to: random(), consultSeconds: between(random, 15, 60) }
        : null,
    endedBy: random() < (hard ? 0.7 : 0.45) ? 'caller' : 'agent',
    wrapUpCode: pick(random, queue.wrapUpCodes),
    againAfterSeconds: random() < plan.callAgainShare * (hard ? 3 : 1) ? between(random, 600, 7200) : null,
    retryAfterSeconds: random() < plan.retryShare ? between(random, 60, 900) : null,
    earlierCustomer: hard && random() < 0.7 ? random() : null,
  };
}

/** Returns the same call as a hard one, for an agent who gets hard calls on purpose. */
export function makeHard(sample: CallSample, random: Random, queue: QueuePlan): CallSample {
  const handleSeconds = queue.handleSeconds * between(random, 3, 4.5);
  return { ...sample, hard: true, handleSeconds, holds: sampleHolds(random, true), transfer: null, endedBy: 'caller' };
}
