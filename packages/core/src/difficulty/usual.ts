/**
 * What is usual on a queue, learned as calls end: a histogram of log handle times in steps of 5 %, so that a median
 * and a spread can be read at any time, merged over hours and kept in a few hundred bytes. Old calls fade: at
 * {@link full} calls every count is halved.
 */
export interface Sketch {
  /** Counts by bucket: bucket b holds handle times near 1.05^b seconds. */
  readonly counts: Map<number, number>;
  calls: number;
}

export interface Usual {
  readonly medianSeconds: number;
  /** Robust standard deviation of the log of handle time: interquartile range / 1.349. */
  readonly spread: number;
}

const step = Math.log(1.05);
const full = 4000;
const bucketOf = (seconds: number): number => Math.round(Math.log(Math.max(1, seconds)) / step);
const logSeconds = (bucket: number): number => bucket * step;

export const emptySketch = (): Sketch => ({ counts: new Map(), calls: 0 });

/** Adds one call's handle time. */
export const learn = (sketch: Sketch, handleSeconds: number): void => {
  const bucket = bucketOf(handleSeconds);
  sketch.counts.set(bucket, (sketch.counts.get(bucket) ?? 0) + 1);
  sketch.calls += 1;
  if (sketch.calls < full) return;
  sketch.calls = 0;
  for (const [b, count] of sketch.counts) {
    const kept = count / 2;
    if (kept < 0.05) sketch.counts.delete(b);
    else sketch.counts.set(b, kept);
    sketch.calls += kept < 0.05 ? 0 : kept;
  }
};

const quantile = (sorted: readonly (readonly [number, number])[], total: number, q: number): number => {
  let seen = 0;
  for (const [bucket, count] of sorted) {
    seen += count;
    if (seen >= q * total) return logSeconds(bucket);
  }
  return logSeconds(sorted.at(-1)?.[0] ?? 0);
};

/** How many calls the whole queue's picture, and the starting guess, count for beside the hour's own calls. */
const queueWeight = 30;
const guessWeight = 20;

/**
 * The usual for one queue at one hour: the hour's own calls, steadied by the whole queue's and by a starting guess
 * (a log-normal round `guessSeconds`) which a few dozen calls outweigh.
 */
export const usualOf = (hour: Sketch | undefined, queue: Sketch | undefined, guessSeconds: number): Usual => {
  const counts = new Map<number, number>();
  const add = (bucket: number, weight: number): void => void counts.set(bucket, (counts.get(bucket) ?? 0) + weight);
  const centre = bucketOf(guessSeconds);
  const quartile = Math.round((0.674 * 0.6) / step);
  add(centre - quartile, guessWeight * 0.3);
  add(centre, guessWeight * 0.4);
  add(centre + quartile, guessWeight * 0.3);
  for (const [b, count] of hour?.counts ?? []) add(b, count);
  const share = queue && queue.calls > 0 ? Math.min(1, queueWeight / queue.calls) : 0;
  for (const [b, count] of queue?.counts ?? []) add(b, count * share);
  const sorted = [...counts].sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const spread = (quantile(sorted, total, 0.75) - quantile(sorted, total, 0.25)) / 1.349;
  return {
    medianSeconds: Math.exp(quantile(sorted, total, 0.5)),
    spread: Math.min(1.2, Math.max(0.35, spread)),
  };
};
