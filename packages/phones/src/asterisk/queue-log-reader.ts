import type { Notice } from '../port.ts';
import type { ClockOffset } from './clock-offset.ts';
import { readQueueLog, type QueueLogRead } from './queue-log.ts';

/** Time before the last sign of a connection from which the record is read: its seconds are whole, and clocks differ a little. */
const MARGIN_MS = 3000;
/** The same after a start of this process, when a connection may have been dead before its loss was noticed. */
const START_MARGIN_MS = 30_000;
/** Longest gap that is read, in milliseconds. */
const LONGEST_GAP_MS = 24 * 3_600_000;

/** Reads the queue_log of the time without a connection. */
export interface QueueLogReader {
  /** Names the last event from before this process, epoch milliseconds. */
  startsAfter(lastEventAt: number): void;
  /** Records that events come live at this time. */
  connectedAt(at: number): void;
  /** Records the loss of the connection: events are missing from the last sign of it on. */
  disconnected(): void;
  /**
   * Reads the entries of the time without a connection, or since `since`.
   *
   * @param now epoch milliseconds
   * @returns null without a file, before the first connection, or when the file cannot be read
   */
  read(now: number, since?: number): Promise<QueueLogRead | null>;
  /** Ends the gap, after its entries have become events. */
  caughtUp(at: number): void;
}

/**
 * Creates the reader of one phone system's queue_log.
 *
 * @param file its path; null where the phone system's files cannot be reached
 * @param notice receives why the file cannot be read
 */
export const createQueueLogReader = (file: string | null, clockOffset: ClockOffset, notice: (notice: Notice) => void): QueueLogReader => {
  /** Time since which events may be missing; null before the first connection. */
  let missingSince: number | null = null;
  let isCaughtUp = false;
  const unreadable = (why: string): void =>
    notice({ kind: 'record-unreadable', detail: `the queue log ${file} ${why}: what happened without a connection is known only by the last call of each line` });

  return {
    startsAfter: (lastEventAt) => void (missingSince = lastEventAt - START_MARGIN_MS),
    connectedAt(at) {
      if (isCaughtUp) missingSince = at;
    },
    disconnected: () => void (isCaughtUp = false),
    async read(now, since = missingSince ?? undefined) {
      if (file === null || since === undefined) return null;
      try {
        const read = await readQueueLog(file, clockOffset.toTheirs(Math.max(since - MARGIN_MS, now - LONGEST_GAP_MS)));
        if (!read.isComplete) unreadable('does not reach back to the beginning of the gap, and older files are compressed or too long');
        return read;
      } catch (error) {
        unreadable(`cannot be read (${error instanceof Error ? error.message : String(error)})`);
        return null;
      }
    },
    caughtUp(at) {
      isCaughtUp = true;
      missingSince = at;
    },
  };
};
