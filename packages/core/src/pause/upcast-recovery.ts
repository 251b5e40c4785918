import type { CallId, TimeGrantId, LineId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import { openRecovery, type EndReason, type MissedCause, type Recovery, type RecoveryCause } from './recovery.ts';

/** Recovery as stored in version 1. This type never changes, even if {@link Recovery} does. */
export interface RecoveryV1 {
  readonly recovery: RecoveryId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly cause: RecoveryCause;
  readonly call: CallId | null;
  readonly leg: number | null;
  readonly createdAt: number;
  readonly grantedMs: number;
  readonly floorMs: number;
  readonly paidBackMs: number;
  readonly extendedMs: number;
  readonly pause: 'wanted' | 'lifting' | 'over';
  readonly queues: readonly QueueName[];
  readonly askedAt: number | null;
  readonly confirmedAt: number | null;
  readonly lateLiftUntil: number | null;
  readonly servedMs: number;
  readonly runningSince: number | null;
  readonly leaseUntil: number;
  readonly behind: boolean;
  readonly rangFirst: MissedCause | null;
  readonly because: EndReason | null;
  readonly bankedMs: number;
  readonly closedAt: number | null;
  readonly gifts?: readonly { readonly gift: TimeGrantId; readonly ms: number; readonly takenBackMs: number }[];
  readonly homeward?: true;
}

/**
 * Converts a recovery from version 1, in which the state followed from several fields.
 *
 * @example upcastRecoveryV1({ ...v1, pause: 'lifting', because: 'agent-went-back' }) // { state: 'ending', endReason: 'agent-went-back', … }
 */
export const upcastRecoveryV1 = (v1: RecoveryV1): Recovery => {
  const { floorMs, pause, lateLiftUntil, runningSince, behind, rangFirst, because, bankedMs, closedAt, homeward, ...same } = v1;
  const facts = {
    ...same,
    guaranteedMs: floorMs,
    pausedDuringCall: behind,
    missedCause: rangFirst,
    ...(homeward && { untilEndOfDay: homeward }),
  };
  if (pause === 'wanted') return openRecovery({ ...facts, lateLiftUntil }, runningSince);
  const ended = { ...facts, endReason: because ?? 'released', bankedMs };
  return pause === 'lifting' ? { ...ended, state: 'ending' } : { ...ended, state: 'closed', closedAt: closedAt ?? v1.leaseUntil };
};
