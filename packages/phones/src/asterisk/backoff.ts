const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/**
 * Milliseconds until the next try after `failures` in a row: doubles from 250 to 30,000, then takes between half and
 * all of it by chance, so that many clients do not return at once.
 *
 * @param random in [0, 1), called once
 * @example backoffMs(2, () => 0.5) // 750
 */
export const backoffMs = (failures: number, random: () => number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20)) * (0.5 + random() / 2);
