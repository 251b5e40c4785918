import { csvFile } from '../csv/index.ts';
import type { Counts } from './counts.ts';

export type { Counts } from './counts.ts';
export { callStep, leastPeople, privateFigures, releaseHalfHour, rounded, roundedAtRandom, type HalfHourFacts, type ReleasedHalfHour, type ReleasedRecovery } from './release.ts';
export { releasedVersions } from './release-versions.ts';

interface Figure {
  /** `share` runs from 0 to 1. */
  readonly unit: 'calls' | 'share';
  /** True when the figure is computed from hard calls. It is hidden where too few people worked. */
  readonly usesHardCalls?: true;
  /** Computes the figure; null when there are no calls to compute it from. */
  readonly of: (counts: Counts) => number | null;
}

/**
 * Share of waiting calls that were answered in time, from 0 to 1. Abandoned calls count as missed.
 *
 * @returns null when no call was answered or abandoned
 */
export const serviceLevel = ({ answered, answeredInTarget, abandoned }: Pick<Counts, 'answered' | 'answeredInTarget' | 'abandoned'>): number | null =>
  answered + abandoned === 0 ? null : answeredInTarget / (answered + abandoned);

/** Figures of a half hour, in the order of their columns. The day's table and its CSV file are derived from this list. */
export const figures = {
  offered: { unit: 'calls', of: ({ offered }) => offered },
  answered: { unit: 'calls', of: ({ answered }) => answered },
  answeredInTarget: { unit: 'calls', of: ({ answeredInTarget }) => answeredInTarget },
  serviceLevel: { unit: 'share', of: serviceLevel },
  abandoned: { unit: 'calls', of: ({ abandoned }) => abandoned },
  hardCalls: { unit: 'calls', usesHardCalls: true, of: ({ hardCalls }) => hardCalls },
} as const satisfies Readonly<Record<string, Figure>>;

export type FigureId = keyof typeof figures;

/** Every figure with its name, in the order of the columns. */
export const figureList: readonly (Figure & { readonly id: FigureId })[] = (Object.keys(figures) as FigureId[]).map((id) => ({ id, ...figures[id] }));

/** Counts of one queue, by half hour. */
export interface QueueCounts {
  readonly queue: string;
  /** `at` is the start of the half hour, epoch milliseconds; `hardCalls` is null where too few people worked. */
  readonly halfHours: readonly (Omit<Counts, 'hardCalls'> & { readonly at: number; readonly hardCalls: number | null })[];
}

/**
 * CSV file (RFC 4180) of all figures, a row for each queue and half hour; times in ISO 8601, UTC. A share has four decimals.
 * A figure that is hidden or has no value is an empty field.
 */
export const figuresCsv = (queues: readonly QueueCounts[]): string => {
  const value = ({ unit, usesHardCalls, of }: Figure, { hardCalls, ...counts }: QueueCounts['halfHours'][number]): string => {
    const amount = usesHardCalls && hardCalls === null ? null : of({ ...counts, hardCalls: hardCalls ?? 0 });
    if (amount === null) return '';
    return unit === 'share' ? amount.toFixed(4) : String(amount);
  };
  return csvFile([
    ['queue', 'from', ...figureList.map(({ id }) => id)],
    ...queues.flatMap(({ queue, halfHours }) =>
      halfHours.map((half) => [queue, new Date(half.at).toISOString(), ...figureList.map((figure) => value(figure, half))]),
    ),
  ]);
};
