import type { Notice } from '../port.ts';

/** Difference from which an administrator should set the phone system's clock. */
const SKEW_NOTICE_MS = 5000;
/** A sample that differs from the applied offset by more than this changes it. */
const STEP_MS = 1000;
/** No connection delays a message for longer: Ping goes unanswered before. A later sample means a clock set back. */
const LONGEST_DELAY_MS = 30_000;
/** Samples that are late for so long without a break mean a clock set back, not a slow network. */
const LATE_FOR_MS = 60_000;

export interface ClockOffset {
  /** Adds one pair of times, in epoch milliseconds. Delays only make `receivedAt` later. */
  sample(phoneSystemAt: number, receivedAt: number): void;
  /** Converts a time of the phone system to our clock, in whole epoch milliseconds. */
  toOurs(phoneSystemAt: number): number;
  /** Converts a time of our clock to the phone system's, in whole epoch milliseconds. */
  toTheirs(at: number): number;
}

/**
 * Estimates the offset between the phone system's clock and ours. The offset stays as it is while samples agree
 * within a second, so that the length between two converted times is the phone system's own.
 *
 * @param notice receives one notice when the clocks are more than five seconds apart
 */
export const createClockOffset = (notice: (notice: Notice) => void): ClockOffset => {
  let offset: number | null = null;
  let isNoticed = false;
  let lateSince: number | null = null;
  let leastLate = Infinity;

  const applySample = (sample: number): void => {
    offset = sample;
    lateSince = null;
    leastLate = Infinity;
    if (Math.abs(sample) <= SKEW_NOTICE_MS) {
      isNoticed = false;
    } else if (!isNoticed) {
      isNoticed = true;
      const seconds = Math.round(Math.abs(sample) / 1000);
      notice({
        kind: 'clock-skew',
        detail: `the phone system's clock is ${seconds} s ${sample > 0 ? 'behind' : 'ahead of'} ours`,
      });
    }
  };

  return {
    sample(phoneSystemAt, receivedAt) {
      const sample = receivedAt - phoneSystemAt;
      if (offset === null || sample < offset - STEP_MS || sample > offset + LONGEST_DELAY_MS) {
        applySample(sample);
      } else if (sample > offset + STEP_MS) {
        lateSince ??= receivedAt;
        leastLate = Math.min(leastLate, sample);
        if (receivedAt - lateSince >= LATE_FOR_MS) applySample(leastLate);
      } else {
        lateSince = null;
        leastLate = Infinity;
      }
    },
    toOurs: (phoneSystemAt) => Math.round(phoneSystemAt + (offset ?? 0)),
    toTheirs: (at) => Math.round(at - (offset ?? 0)),
  };
};
