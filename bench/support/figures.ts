/** A measured value, with a baseline from the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  /** Target in words, for information only. */
  readonly target?: string;
  readonly note?: string;
}

/** Writes a figure for scripts/bench.mjs: one JSON object a line on standard output. */
export const report = ({ name, value, unit, baseline, target, note }: Figure): void => {
  process.stdout.write(`${JSON.stringify({ name, value, unit, baseline, ratio: value / baseline, target, note })}\n`);
};

/** Writes a line of progress to standard error. */
export const showProgress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** True with `--quick`: fewer samples, smaller crowds. */
export const quick = process.env['BENCH_QUICK'] === '1';

/** Computes the `share` quantile (0 to 1) by nearest rank. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Returns epoch milliseconds with fractions, by the same clock as a browser's `performance.timeOrigin`. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
