import { firstVersion, type Versions } from '../versions/index.ts';
import type { OffQueue } from './off-queue.ts';

/** Off-queue grant as stored in version 1. This type never changes, even if {@link OffQueue} does. */
export interface OffQueueV1 {
  readonly untilAt: number;
  readonly state: 'wanted' | 'lifting' | 'over';
  readonly askedAt: number | null;
  readonly seenAt: number | null;
}

/** Versions of stored off-queue grants. */
export const offQueueVersions: Versions<OffQueue> = firstVersion<OffQueueV1>('pause in one queue');
