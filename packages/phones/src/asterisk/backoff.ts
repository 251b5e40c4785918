const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/** Milliseconds until the next try after `failures` in a row: doubling, and between half and all of it by chance. */
export const backoffMs = (failures: number, random: () => number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20)) * (0.5 + random() / 2);
