/** One measured thing beside the bare way of doing the same, measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  /** What we aim at, in words; nothing fails by it. */
  readonly target?: string;
  readonly note?: string;
}

/** Hands a figure to scripts/bench.mjs: one JSON object a line on standard output. */
export const report = ({ name, value, unit, baseline, target, note }: Figure): void => {
  process.stdout.write(`${JSON.stringify({ name, value, unit, baseline, ratio: value / baseline, target, note })}\n`);
};

/** For whoever waits in front of the screen. */
export const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Asked for by `--quick`: fewer samples, smaller crowds. */
export const quick = process.env['BENCH_QUICK'] === '1';

/** The `share` quantile (0 to 1) by nearest rank. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Now, in epoch milliseconds with fractions, on the clock that a browser's `performance.timeOrigin` is of. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
