import type { CallId } from '../ids/index.ts';
import type { QueueVisit } from './queue-visits.ts';

/** Length of a counting interval, as in every contact-centre report. */
export const halfHourMs = 30 * 60_000;

/** Counts of one queue in one half hour, by the time at which the caller joined. */
export interface HalfHour {
  offered: number;
  answered: number;
  answeredInTarget: number;
  abandoned: number;
}

/** State of one queue. */
export interface QueueTrack {
  /** Callers waiting now, with the time at which they joined. */
  readonly waiting: Map<CallId, number>;
  /** Counts by the start of the half hour, epoch milliseconds. */
  readonly halfHours: Map<number, HalfHour>;
}

/**
 * Adds (sign 1) or subtracts (sign -1) one visit in its half hour. Subtracting the visit as it was and adding it as it is
 * keeps the counts right in any order of arrival.
 *
 * @param targetSeconds T of the service level: an answer within T seconds counts as in target
 */
export const countVisit = (queue: QueueTrack, visit: QueueVisit, targetSeconds: number, sign: 1 | -1): void => {
  const start = Math.floor(visit.joinedAt / halfHourMs) * halfHourMs;
  let half = queue.halfHours.get(start);
  if (!half) queue.halfHours.set(start, (half = { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0 }));
  half.offered += sign;
  if (visit.answeredAt !== null) {
    half.answered += sign;
    if ((visit.waitSeconds ?? 0) <= targetSeconds) half.answeredInTarget += sign;
  } else if (visit.outcome === 'abandoned' || visit.outcome === 'left') {
    half.abandoned += sign;
  }
};

/**
 * Sums the half hours that start at or after `fromAt` and have ended at `now`.
 *
 * @returns the counts, and `serviceLevel` = answered in target / (answered + abandoned); null without a finished call
 */
export const sumClosed = (queue: QueueTrack, fromAt: number, now: number): HalfHour & { readonly serviceLevel: number | null } => {
  const sum = { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0 };
  for (const [start, half] of queue.halfHours) {
    if (start < fromAt || start + halfHourMs > now) continue;
    sum.offered += half.offered;
    sum.answered += half.answered;
    sum.answeredInTarget += half.answeredInTarget;
    sum.abandoned += half.abandoned;
  }
  const done = sum.answered + sum.abandoned;
  return { ...sum, serviceLevel: done === 0 ? null : sum.answeredInTarget / done };
};
