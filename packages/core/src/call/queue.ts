import type { CallId } from '../ids/index.ts';
import type { Leg } from './legs.ts';

export const halfHourMs = 30 * 60_000;

/** One half hour of one queue, counted by when the caller joined. */
export interface HalfHour {
  offered: number;
  answered: number;
  answeredInTarget: number;
  abandoned: number;
}

export interface QueueTrack {
  /** Callers waiting now, with when they joined. */
  readonly waiting: Map<CallId, number>;
  /** By the half hour's start, epoch milliseconds. */
  readonly halfHours: Map<number, HalfHour>;
}

/**
 * Adds (sign 1) or takes back (sign -1) what one leg counts for. Taking back the leg as it was and adding it as it is
 * keeps the counts right whatever order facts arrive in.
 */
export const countLeg = (queue: QueueTrack, leg: Leg, targetSeconds: number, sign: 1 | -1): void => {
  const start = Math.floor(leg.joinedAt / halfHourMs) * halfHourMs;
  let half = queue.halfHours.get(start);
  if (!half) queue.halfHours.set(start, (half = { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0 }));
  half.offered += sign;
  if (leg.answeredAt !== null) {
    half.answered += sign;
    if ((leg.waitSeconds ?? 0) <= targetSeconds) half.answeredInTarget += sign;
  } else if (leg.outcome === 'abandoned' || leg.outcome === 'left') {
    half.abandoned += sign;
  }
};

/** Sums the half hours from `fromAt` on. `serviceLevel` is answered in target / (answered + abandoned), null before the first. */
export const sumSince = (queue: QueueTrack, fromAt: number): HalfHour & { readonly serviceLevel: number | null } => {
  const sum = { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0 };
  for (const [start, half] of queue.halfHours) {
    if (start < fromAt) continue;
    sum.offered += half.offered;
    sum.answered += half.answered;
    sum.answeredInTarget += half.answeredInTarget;
    sum.abandoned += half.abandoned;
  }
  const done = sum.answered + sum.abandoned;
  return { ...sum, serviceLevel: done === 0 ? null : sum.answeredInTarget / done };
};
