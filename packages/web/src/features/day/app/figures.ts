import type { DayView } from '@onhook/contract';
import { serviceLevel } from '@onhook/core/figures';

export type HalfHour = DayView['queues'][number]['halfHours'][number];
export const halfHourMs = 30 * 60_000;

const add = (at: number, a: Omit<HalfHour, 'at'>, b: Omit<HalfHour, 'at'>): HalfHour => ({
  at,
  offered: a.offered + b.offered,
  answered: a.answered + b.answered,
  answeredInTarget: a.answeredInTarget + b.answeredInTarget,
  abandoned: a.abandoned + b.abandoned,
  hardCalls: a.hardCalls === null && b.hardCalls === null ? null : (a.hardCalls ?? 0) + (b.hardCalls ?? 0),
});
const nothing = { offered: 0, answered: 0, answeredInTarget: 0, abandoned: 0, hardCalls: null };

/** Sums of all queues by half hour, in order of time. Hard calls that aren't shown are left out. */
export const sumQueues = (queues: DayView['queues']): readonly HalfHour[] => {
  const byStart = new Map<number, HalfHour>();
  for (const { halfHours } of queues) for (const half of halfHours) byStart.set(half.at, add(half.at, byStart.get(half.at) ?? nothing, half));
  return [...byStart.values()].sort((a, b) => a.at - b.at);
};

export const sum = (halfHours: readonly HalfHour[]): HalfHour =>
  halfHours.reduce((all, half) => add(all.at, all, half), { at: halfHours[0]?.at ?? 0, ...nothing });

/** True when the hard calls of one of these half hours are shown. */
export const areHardCallsShown = (halfHours: readonly HalfHour[]): boolean => halfHours.some(({ hardCalls }) => hardCalls !== null);

/** Starts of all half hours from the first to the last with a call, so that charts share one axis. Empty before any call. */
export const axis = (queues: DayView['queues']): readonly number[] => {
  const starts = queues.flatMap(({ halfHours }) => halfHours.filter(({ offered }) => offered > 0).map(({ at }) => at));
  if (starts.length === 0) return [];
  const first = Math.min(...starts);
  return Array.from({ length: (Math.max(...starts) - first) / halfHourMs + 1 }, (_, i) => first + i * halfHourMs);
};

/** Runs of half hours with calls, between which the chart has gaps. Each point is an index into the axis and a share. */
export const runsWithCalls = (starts: readonly number[], halfHours: readonly HalfHour[]): readonly (readonly { i: number; share: number }[])[] => {
  const byStart = new Map(halfHours.map((half) => [half.at, half]));
  const found: { i: number; share: number }[][] = [];
  let open: { i: number; share: number }[] | null = null;
  starts.forEach((at, i) => {
    const half = byStart.get(at);
    const share = half ? serviceLevel(half) : null;
    if (share === null) open = null;
    else if (open) open.push({ i, share });
    else found.push((open = [{ i, share }]));
  });
  return found;
};

export interface RecoveryParts {
  readonly honouredMs: number;
  readonly bankedMs: number;
  readonly cutShortMs: number;
  readonly waivedMs: number;
}

/** Parts of the granted time, in milliseconds. */
export const recoveryParts = ({ honouredMs, bankedMs, cutShortMs, waivedMs }: NonNullable<DayView['recovery']>): RecoveryParts => ({
  honouredMs,
  bankedMs,
  cutShortMs,
  waivedMs,
});
