/** An answered request. */
export interface Answered {
  /** Class of the status, such as `2xx`. */
  readonly status: string;
  readonly seconds: number;
}

export interface ReadCounts {
  /** Takes an answered request in, at the time `now` in milliseconds. */
  add(answered: Answered, now: number): void;
}

/** Requests that are released together. */
const batchSize = 100;
const minuteMs = 60_000;

/**
 * Counts requests without showing when a single one came: full batches are released to `release` with the first
 * request of a later minute, and the rest waits for the next batch.
 */
export const createReadCounts = (release: (answered: Answered) => void): ReadCounts => {
  let waiting: Answered[] = [];
  let minute = 0;
  return {
    add: (answered, now) => {
      const current = Math.floor(now / minuteMs);
      if (current !== minute) {
        minute = current;
        const full = waiting.length - (waiting.length % batchSize);
        waiting.slice(0, full).forEach(release);
        waiting = waiting.slice(full);
      }
      waiting.push(answered);
    },
  };
};
