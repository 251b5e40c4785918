import { firstVersion, type Versions } from '../versions/index.ts';
import type { OffQueue } from './off-queue.ts';

/** A queue less for a time, as it is stored in version 1. Stays as it is, whatever becomes of {@link OffQueue}. */
export interface OffQueueV1 {
  readonly untilAt: number;
  readonly state: 'wanted' | 'lifting' | 'over';
  readonly askedAt: number | null;
  readonly seenAt: number | null;
}

/** Versions of stored pauses in one queue. */
export const offQueueVersions: Versions<OffQueue> = firstVersion<OffQueueV1>('pause in one queue');
