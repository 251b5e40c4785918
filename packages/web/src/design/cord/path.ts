/**
 * Shape of a telephone cord: a trochoid on a line. `cordPath` draws every picture of it. Where a coil meets the line, its turns are wide,
 * low and far apart; over five turns they become upright and close. A coil has a whole number of turns, so that the curve is level at both
 * ends. Lengths are in the picture's units.
 */
export interface CordShape {
  /** Horizontal positions at which the line begins and ends. */
  readonly left: number;
  readonly right: number;
  /** Vertical position of the line, measured downwards. */
  readonly base: number;
  /** Distance from one turn to the next inside the coil. */
  readonly pitch: number;
  /** Height of a turn inside the coil. */
  readonly height: number;
  /** Horizontal position at which the coil leaves the line. */
  readonly start: number;
  /** Number of turns, a whole number. Infinity: the coil continues beyond `right`. */
  readonly turns?: number;
}

interface CordPoint {
  readonly x: number;
  readonly y: number;
}

/** Number of turns over which the distance and width of the loops change, and over which their height changes. */
const opening = { widening: 5, rising: 3 };
/** Values at the line and inside the coil: distance of turns in pitches, half width in pitches, rise in heights. */
const distance = { line: 2.7, coil: 1 };
const halfWidth = { line: 1.32, coil: 0.68 };
const rise = { line: 0.78, coil: 1 };
/** Number of cubic curves for one turn. With eight, the error at the panel's size is below 0.05 units. */
const piecesPerTurn = 8;

const clamped = (t: number): number => Math.max(0, Math.min(1, t));
const smooth = (t: number): number => clamped(t) ** 2 * (3 - 2 * clamped(t));
/** Integral of `smooth` from 0. */
const smoothSum = (t: number): number => (t <= 0 ? 0 : t >= 1 ? t - 0.5 : t ** 3 * (1 - t / 2));
const mix = ({ line, coil }: { readonly line: number; readonly coil: number }, share: number): number => line + (coil - line) * smooth(share);

/** Distance along the line from the coil's start to turn `n`, in pitches, for a coil without a second end. */
const along = (n: number): number =>
  distance.line * n + (distance.coil - distance.line) * opening.widening * smoothSum(n / opening.widening);

/** Returns the length on the line of a coil with `turns` turns, in pitches. */
export const coilLength = (turns: number): number => (turns === Infinity ? Infinity : 2 * along(turns / 2));

/**
 * Returns the point of turn `n` relative to the coil's start: `x` in pitches to the right, `y` in heights above the line.
 * `turns` is the number of turns in the coil.
 */
export const cordPoint = (n: number, turns = Infinity): CordPoint => {
  const inside = turns === Infinity ? n : (n * (turns - n)) / turns;
  const way = n <= turns / 2 ? along(n) : coilLength(turns) - along(turns - n);
  const angle = 2 * Math.PI * n;
  return {
    x: way + mix(halfWidth, inside / opening.widening) * Math.sin(angle),
    y: (mix(rise, inside / opening.rising) * (1 - Math.cos(angle))) / 2,
  };
};

/** Formats numbers for a path, rounded to 0.01 units. */
export const pathNumbers = (...numbers: number[]): string => numbers.map((n) => String(Math.round(n * 100) / 100)).join(' ');

/** Step in turns for the central difference that gives the slope of the curve. */
const slopeStep = 1e-4;

/**
 * Returns the SVG path of a cord: the line from `left` to the coil, the coil, and the line from the coil to `right`.
 * Without turns it is a straight line. A line without length is left out.
 *
 * @example
 * cordPath({ left: 0, right: 360, base: 46, pitch: 20, height: 46, start: 40, turns: 3 })
 */
export const cordPath = ({ left, right, base, pitch, height, start, turns = Infinity }: CordShape): string => {
  if (turns <= 0 || start >= right) return `M${pathNumbers(left, base)}H${pathNumbers(right)}`;
  const at = (n: number): CordPoint => {
    const { x, y } = cordPoint(n, turns);
    return { x: start + x * pitch, y: base - y * height };
  };
  const third = (n: number): CordPoint => {
    const [before, after] = [at(n - slopeStep), at(n + slopeStep)];
    const scale = 2 * slopeStep * piecesPerTurn * 3;
    return { x: (after.x - before.x) / scale, y: (after.y - before.y) / scale };
  };
  let path = start > left ? `M${pathNumbers(left, base)}H${pathNumbers(start)}` : `M${pathNumbers(start, base)}`;
  const end = turns === Infinity ? Math.ceil((right - start) / pitch + 1) : turns;
  let from = at(0);
  let out = third(0);
  for (let piece = 1; piece <= end * piecesPerTurn; piece += 1) {
    const n = piece / piecesPerTurn;
    const to = at(n);
    const into = third(n);
    path += `C${pathNumbers(from.x + out.x, from.y + out.y)} ${pathNumbers(to.x - into.x, to.y - into.y)} ${pathNumbers(to.x, to.y)}`;
    from = to;
    out = into;
  }
  return turns === Infinity || from.x >= right ? path : `${path}H${pathNumbers(right)}`;
};

/** Returns the positions at which the stroke's gradient begins (colour of the line) and ends (colour of the coil). It covers the outermost loop. */
export const cordGradient = (start: number, pitch: number): { readonly from: number; readonly to: number } => ({
  from: start,
  to: start + cordPoint(1).x * pitch,
});

/**
 * Returns the position at which the coil starts in a picture of `width`. At progress 0 the coil begins just beyond the left edge; at 1 the
 * whole coil is beyond the right edge.
 */
export const coilStart = (progress: number, width: number, pitch: number): number =>
  -7 * pitch + clamped(progress) * (width + 9 * pitch);
