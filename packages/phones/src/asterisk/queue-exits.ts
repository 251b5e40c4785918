import type { LeftReason } from '@onhook/core/call';
import type { QueueName } from '@onhook/core/ids';

export interface Exit {
  readonly waitSeconds: number | null;
  readonly ringCutShort: boolean;
  readonly staffed: boolean | null;
}

/**
 * Why a queue let a caller go who did not hang up. No event says it. What can be seen: when the caller's time is up,
 * Asterisk stops the agent who is ringing before the queue's own ring time is over; that is proof, and teaches the
 * queue's limit. An exit before a known limit, with somebody there to take calls, was a withdrawal. With no limit
 * known, nothing can be told.
 */
export interface QueueExits {
  rang(queue: QueueName, rangMs: number): void;
  isCutShort(queue: QueueName, rangMs: number): boolean;
  judge(queue: QueueName, exit: Exit): LeftReason;
}

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
