import type { LeftReason } from '@onhook/core/call';
import type { QueueName } from '@onhook/core/ids';

/** Facts about a caller who left a queue without hanging up. */
export interface Exit {
  readonly waitSeconds: number | null;
  readonly ringCutShort: boolean;
  readonly staffed: boolean | null;
}

/**
 * Estimates why a queue let a caller go who did not hang up; no event says so. When the caller's time is up, Asterisk
 * stops a ringing agent before the queue's own ring time is over: such an exit timed out, and its wait is the queue's
 * limit. An exit before a known limit, with a member ready to take calls, was a withdrawal. Without a known limit the
 * reason is unknown.
 */
export interface QueueExits {
  /** Records how long an agent rang without an answer. */
  rang(queue: QueueName, rangMs: number): void;
  /** True when a ring ended before the queue's ring time. */
  isCutShort(queue: QueueName, rangMs: number): boolean;
  /** Reason of an exit. */
  judge(queue: QueueName, exit: Exit): LeftReason;
}

/** Creates the estimates of one phone system. */
export const createQueueExits = (): QueueExits => {
  const fullRingMs = new Map<QueueName, number>();
  const limitSeconds = new Map<QueueName, number>();
  return {
    rang: (queue, rangMs) => void fullRingMs.set(queue, Math.max(rangMs, fullRingMs.get(queue) ?? 0)),
    isCutShort: (queue, rangMs) => rangMs < (fullRingMs.get(queue) ?? 0),
    judge(queue, { waitSeconds, ringCutShort, staffed }) {
      const limit = limitSeconds.get(queue);
      if (ringCutShort && waitSeconds !== null) {
        limitSeconds.set(queue, Math.min(waitSeconds, limit ?? Infinity));
        return 'timed-out';
      }
      if (limit === undefined || waitSeconds === null) return 'unknown';
      if (waitSeconds >= limit - 1) return 'timed-out';
      return staffed === true ? 'withdrawn' : 'unknown';
    },
  };
};
