import type { TransferHow } from '@onhook/core/call';
import type { Plan, QueuePlan } from './plan.ts';
import { between, exponential, logNormal, pick, type Random } from './random.ts';

/** One hold: when in the talk it begins (0 to 1), and how long it wants to be. */
export interface Hold {
  readonly from: number;
  readonly seconds: number;
}

/** All chance of one call, drawn when it comes in, so that no pause can change what later calls are like. */
export interface Draw {
  readonly hard: boolean;
  readonly handleSeconds: number;
  readonly wrapUpSeconds: number;
  readonly patienceSeconds: number;
  readonly ringSeconds: number;
  /** How long it rings out at the first agent; null when that one answers. */
  readonly unansweredSeconds: number | null;
  readonly holds: readonly Hold[];
  /** `to` picks among the other queues, 0 to 1. */
  readonly transfer: { readonly how: TransferHow; readonly to: number; readonly consultSeconds: number } | null;
  readonly endedBy: 'agent' | 'caller';
  readonly wrapUpCode: string;
  readonly againAfterSeconds: number | null;
  readonly retryAfterSeconds: number | null;
  /** Picks an earlier customer of today, 0 to 1; null for somebody new. */
  readonly repeats: number | null;
}

function holdsOf(random: Random, hard: boolean): readonly Hold[] {
  const count = hard ? 2 + Math.floor(random() * 3) : random() < 0.15 ? 1 : 0;
  return Array.from({ length: count }, (_, index) => ({
    from: (index + between(random, 0.2, 0.7)) / (count + 0.5),
    seconds: hard ? between(random, 40, 180) : between(random, 15, 70),
  }));
}

export function drawCall(random: Random, plan: Plan, queue: QueuePlan, hardShare: number): Draw {
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
    holds: holdsOf(random, hard),
    transfer:
      random() < plan.transferShare * (hard ? 2 : 1)
        ? { how: random() < 0.5 ? 'blind' : 'attended', to: random(), consultSeconds: between(random, 15, 60) }
        : null,
    endedBy: random() < (hard ? 0.7 : 0.45) ? 'caller' : 'agent',
    wrapUpCode: pick(random, queue.wrapUpCodes),
    againAfterSeconds: random() < plan.callAgainShare * (hard ? 3 : 1) ? between(random, 600, 7200) : null,
    retryAfterSeconds: random() < plan.retryShare ? between(random, 60, 900) : null,
    repeats: hard && random() < 0.7 ? random() : null,
  };
}

/** The same call, made hard: for an agent who has been given hard calls on purpose. */
export function madeHard(draw: Draw, random: Random, queue: QueuePlan): Draw {
  const handleSeconds = queue.handleSeconds * between(random, 3, 4.5);
  return { ...draw, hard: true, handleSeconds, holds: holdsOf(random, true), transfer: null, endedBy: 'caller' };
}
