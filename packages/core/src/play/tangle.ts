import { randomFrom, shuffled } from './random.ts';

/** Point on the board, whose sides have length 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Tangled cord: enters at the left, runs from knot to knot in order and leaves at the right. */
export interface Tangle {
  readonly knots: readonly Point[];
}

const comesIn: Point = { x: 0, y: 0.5 };
const leaves: Point = { x: 1, y: 0.5 };
/** Least distance of a knot from the edges, so that a finger can grip it. */
const margin = 0.07;
const tries = 8;

/** Points of the cord from its entry to its exit. */
export const cordOf = ({ knots }: Tangle): readonly Point[] => [comesIn, ...knots, leaves];

/** Side of the line from a to b on which c lies: -1 or 1; 0 on the line. */
const side = (a: Point, b: Point, c: Point): number => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

const isBetween = (a: Point, b: Point, c: Point): boolean =>
  Math.min(a.x, b.x) <= c.x && c.x <= Math.max(a.x, b.x) && Math.min(a.y, b.y) <= c.y && c.y <= Math.max(a.y, b.y);

const cross = (a: Point, b: Point, c: Point, d: Point): boolean => {
  const [c1, d1, a1, b1] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (c1 !== d1 && a1 !== b1) return true;
  return (c1 === 0 && isBetween(a, b, c)) || (d1 === 0 && isBetween(a, b, d)) || (a1 === 0 && isBetween(c, d, a)) || (b1 === 0 && isBetween(c, d, b));
};

/** Indexes, from the left, of the stretches of the cord that cross another; a touch counts. */
export const crossed = (tangle: Tangle): ReadonlySet<number> => {
  const cord = cordOf(tangle);
  const found = new Set<number>();
  for (let one = 0; one + 1 < cord.length; one += 1) {
    for (let other = one + 2; other + 1 < cord.length; other += 1) {
      if (!cross(cord[one]!, cord[one + 1]!, cord[other]!, cord[other + 1]!)) continue;
      found.add(one).add(other);
    }
  }
  return found;
};

/** True when no stretch crosses another. */
export const isFree = (tangle: Tangle): boolean => crossed(tangle).size === 0;

/** Moves one knot; a target off the board is moved to its margin. */
export const moveKnot = (tangle: Tangle, knot: number, to: Point): Tangle => {
  const within = (n: number): number => Math.min(1 - margin, Math.max(margin, n));
  return { knots: tangle.knots.map((spot, i) => (i === knot ? { x: within(to.x), y: within(to.y) } : spot)) };
};

/** The solved cord: a straight line. */
export const straight = (knots: number): Tangle => ({
  knots: Array.from({ length: knots }, (_, i) => ({ x: (i + 1) / (knots + 1), y: 0.5 })),
});

/**
 * Makes a tangle that is never free at first and can always be freed: knots in order from left to right cross nowhere.
 *
 * @param seed the same seed gives the same tangle
 */
export const makeTangle = (seed: number, knots: number): Tangle => {
  const random = randomFrom(seed);
  const columns = Math.ceil(Math.sqrt(knots));
  const rows = Math.ceil(knots / columns);
  const cells = Array.from({ length: columns * rows }, (_, i) => i);
  const pointIn = (cell: number): Point => ({
    x: margin + ((cell % columns) + 0.2 + 0.6 * random()) * ((1 - 2 * margin) / columns),
    y: margin + (Math.floor(cell / columns) + 0.2 + 0.6 * random()) * ((1 - 2 * margin) / rows),
  });
  let best: Tangle = { knots: [] };
  for (let i = 0; i < tries || isFree(best); i += 1) {
    const next = { knots: shuffled(cells, random).slice(0, knots).map(pointIn) };
    if (crossed(next).size > crossed(best).size || i === 0) best = next;
  }
  return best;
};
