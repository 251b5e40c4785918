import type { QueueName } from '../ids/index.ts';
import { firstVersion, type Versions } from '../versions/index.ts';
import type { ReleasedHalfHour } from './release.ts';

/** A released half hour as it is stored in version 1. Stays as it is, whatever becomes of {@link ReleasedHalfHour}. */
export interface ReleasedHalfHourV1 {
  readonly at: number;
  readonly queues: readonly {
    readonly queue: QueueName;
    readonly offered: number;
    readonly answered: number;
    readonly answeredInTarget: number;
    readonly abandoned: number;
    readonly hardCalls: number | null;
  }[];
  readonly recovery: {
    readonly honouredMs: number;
    readonly cutShortMs: number;
    readonly waivedMs: number;
    readonly bankedMs: number;
    readonly paidBackMs: number;
    readonly pausedBehind: number;
    readonly rangFirst: Readonly<Record<'already-ringing' | 'pause-on-its-way' | 'phones-down', number>>;
  } | null;
}

/** Versions of stored half hours. */
export const releasedVersions: Versions<ReleasedHalfHour> = firstVersion<ReleasedHalfHourV1>('released half hour');
