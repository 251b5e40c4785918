/**
 * Histogram of log talk times in steps of 5 %, updated as calls end. Gives a median and a spread at any time, merges
 * over hours and takes a few hundred bytes. Old calls fade: at {@link full} calls every count is halved.
 */
export interface Sketch {
  /** Counts by bucket: bucket b holds talk times near 1.05^b seconds. */
  readonly counts: Map<number, number>;
  calls: number;
}

/** Talk time of an ordinary call of one queue at one hour. */
export interface Baseline {
  readonly medianSeconds: number;
  /** Robust standard deviation of the log of talk time: interquartile range / 1.349. */
  readonly spread: number;
}

const step = Math.log(1.05);
const full = 4000;
const bucketOf = (seconds: number): number => Math.round(Math.log(Math.max(1, seconds)) / step);
const logSeconds = (bucket: number): number => bucket * step;

/** A histogram without calls. */
export const emptySketch = (): Sketch => ({ counts: new Map(), calls: 0 });

/** Adds the talk time of one call, in seconds. Changes `sketch`. */
export const recordSample = (sketch: Sketch, talkSeconds: number): void => {
  const bucket = bucketOf(talkSeconds);
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

/** Number of calls that the whole queue, and the prior, count for beside the calls of the hour. */
const queueWeight = 30;
const priorWeight = 20;

/**
 * Baseline talk time of one queue at one hour: the calls of that hour, steadied by those of the whole queue and by a
 * log-normal prior, which a few dozen calls outweigh.
 *
 * @param hour calls of the queue at that hour of the day
 * @param queue all calls of the queue
 * @param priorTalkSeconds median of the prior
 * @returns median in seconds; spread between 0.35 and 1.2
 */
export const baselineOf = (hour: Sketch | undefined, queue: Sketch | undefined, priorTalkSeconds: number): Baseline => {
  const counts = new Map<number, number>();
  const add = (bucket: number, weight: number): void => void counts.set(bucket, (counts.get(bucket) ?? 0) + weight);
  const centre = bucketOf(priorTalkSeconds);
  const quartile = Math.round((0.674 * 0.6) / step);
  add(centre - quartile, priorWeight * 0.3);
  add(centre, priorWeight * 0.4);
  add(centre + quartile, priorWeight * 0.3);
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
