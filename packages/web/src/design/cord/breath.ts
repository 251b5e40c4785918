import { coilLength, cordPath, cordPoint, pathNumbers } from './path.ts';

export interface BreathPart {
  readonly kind: 'in' | 'sip' | 'hold' | 'out';
  readonly ms: number;
}

/** Returns the height of the loop after each part, 0 to 1. If the breath has a `sip`, `in` rises to 0.8 and `sip` to 1. */
export const heights = (parts: readonly BreathPart[]): number[] => {
  const afterKind = { in: parts.some(({ kind }) => kind === 'sip') ? 0.8 : 1, sip: 1, out: 0 };
  let height = 0;
  return parts.map(({ kind }) => {
    if (kind !== 'hold') height = afterKind[kind];
    return height;
  });
};

/** Eases both ends of a part, because breathing changes gradually. */
const eased = (t: number): number => (1 - Math.cos(Math.PI * t)) / 2;

/** Returns the height of the loop, 0 to 1, `ms` milliseconds after the first breath began. Breaths repeat. */
export const breathHeight = (parts: readonly BreathPart[], ms: number): number => {
  const all = parts.reduce((sum, part) => sum + part.ms, 0);
  if (all <= 0) return 0;
  let left = ms - Math.floor(ms / all) * all;
  let before = 0;
  const after = heights(parts);
  for (const [i, part] of parts.entries()) {
    const next = after[i] ?? 0;
    if (left < part.ms) return before + (next - before) * eased(left / part.ms);
    left -= part.ms;
    before = next;
  }
  return before;
};

const pitch = { small: 20, full: 92 };
const rise = { small: 46, full: 208 };

/** Height of the full loop above the line, in the picture's units. */
export const loopTall = 163;

const sizeOf = (height: number) => ({
  pitch: pitch.small + (pitch.full - pitch.small) * height,
  rise: rise.small + (rise.full - rise.small) * height,
});

/** Turn at which the loop crosses itself, the point above the middle of the coil. Found by bisection. */
const crossing = ((): number => {
  let low = 0;
  // The curve starts left of the middle and passes it before a quarter turn.
  let high = 0.25;
  while (high - low > 1e-6) {
    const half = (low + high) / 2;
    if (cordPoint(half, 1).x < coilLength(1) / 2) low = half;
    else high = half;
  }
  return low;
})();
const fillPoints = 48;

/** Returns the path of the loop's interior, above the point at which the loop crosses itself. */
export const breathFill = (height: number, middle: number, base: number): string => {
  const { pitch: wide, rise: tall } = sizeOf(height);
  const points = Array.from({ length: fillPoints + 1 }, (_, i) => {
    const { x, y } = cordPoint(crossing + ((1 - 2 * crossing) * i) / fillPoints, 1);
    return pathNumbers(middle + (x - coilLength(1) / 2) * wide, base - y * tall);
  });
  return `M${points.join('L')}Z`;
};

/**
 * Returns the path of the loop: small at height 0, full at 1. The line is at `base`, from `left` to `right`, and the loop is centred at
 * `middle`.
 */
export const breathLoop = (height: number, middle: number, left: number, right: number, base: number): string => {
  const { pitch: wide, rise: tall } = sizeOf(height);
  return cordPath({
    left,
    right,
    base,
    pitch: wide,
    height: tall,
    start: middle - (coilLength(1) / 2) * wide,
    turns: 1,
  });
};
