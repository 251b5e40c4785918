import type { Notice } from '../port.ts';

/** Beyond this an administrator should set the phone system's clock. */
const SKEW_NOTICE_MS = 5000;
/** A sample that says the applied offset is wrong by more than this moves it. */
const STEP_MS = 1000;
/** Late for so long without a break is a clock set back, not a slow network. */
const LATE_FOR_MS = 60_000;

export interface ClockOffset {
  /** Takes one pair of times; delays only ever make `receivedAt` later. */
  sample(phoneSystemAt: number, receivedAt: number): void;
  /** Moves a time of the phone system onto our clock. */
  toOurs(phoneSystemAt: number): number;
}

/**
 * How far the phone system's clock is from ours. The offset stays as it is while samples agree within a second, so
 * that lengths between two moved times are the phone system's own.
 */
export const createClockOffset = (notice: (notice: Notice) => void): ClockOffset => {
  let offset: number | null = null;
  let told = false;
  let lateSince: number | null = null;
  let leastLate = Infinity;

  const use = (sample: number): void => {
    offset = sample;
    lateSince = null;
    leastLate = Infinity;
    if (Math.abs(sample) <= SKEW_NOTICE_MS) {
      told = false;
    } else if (!told) {
      told = true;
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
      if (offset === null || sample < offset - STEP_MS) {
        use(sample);
      } else if (sample > offset + STEP_MS) {
        lateSince ??= receivedAt;
        leastLate = Math.min(leastLate, sample);
        if (receivedAt - lateSince >= LATE_FOR_MS) use(leastLate);
      } else {
        lateSince = null;
        leastLate = Infinity;
      }
    },
    toOurs: (phoneSystemAt) => phoneSystemAt + (offset ?? 0),
  };
};
