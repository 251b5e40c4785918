/**
 * The telephone cord: a trochoid along a horizontal axis. Inside the coil its loops are even; towards an end they
 * spread out, open into waves, and become the line without a corner. Lengths are in the picture's own units.
 */
export interface CordShape {
  readonly width: number;
  readonly height: number;
  /** Extent of the coil, its open ends included. Without a coil, or if `to` isn't greater than `from`, the cord is a line. */
  readonly coil?: { readonly from: number; readonly to: number };
  /** Distance from one loop to the next inside the coil. */
  readonly pitch?: number;
  /** Length over which the coil becomes the line; the two ends of a short coil share its length. */
  readonly opening?: number;
  /** Rotation of the loops about the axis, in radians. */
  readonly phase?: number;
  /** The part to draw: only the line, only the coil, or both. */
  readonly part?: 'whole' | 'line' | 'coil';
}

/** A loop's half width, as a share of the pitch: neighbours just overlap. */
const overlap = 0.64;
/** Density of the waves where they meet the line, as a share of the density of the loops inside the coil. */
const stretched = 0.22;
/** The part of the opening in which loops become waves. Short, so that few loops are drawn with a sharp point. */
const unlooping = { from: 0.45, length: 0.25 };
/** Cubic pieces for one turn; with eight, the error is below a twentieth of a unit at the panel's size. */
const piecesPerTurn = 8;

interface Eased {
  readonly value: number;
  readonly slope: number;
}

/** Eases from 0 (at 0 and below) to 1 (at 1 and above); slope and curvature are zero at both ends. */
const ease = (t: number): Eased => {
  if (t <= 0) return { value: 0, slope: 0 };
  if (t >= 1) return { value: 1, slope: 0 };
  return { value: t ** 3 * (t * (6 * t - 15) + 10), slope: 30 * t ** 2 * (t - 1) ** 2 };
};

const unlooped = (t: number): Eased => {
  const { value, slope } = ease((t - unlooping.from) / unlooping.length);
  return { value, slope: slope / unlooping.length };
};

/** Combines the two ends of one coil. The right end runs backwards, so its slope is subtracted. */
const between = (left: Eased, right: Eased): Eased => ({
  value: left.value * right.value,
  slope: left.slope * right.value - left.value * right.slope,
});

/** Density of the loops at `t` of the opening, as a share of that inside the coil; below, its integral from 0. */
const closeness = (t: number): number => stretched + (1 - stretched) * t * t * (3 - 2 * t);
const turned = (t: number): number => stretched * t + (1 - stretched) * t ** 3 * (1 - t / 2);

const measure = ({ width, height, coil = { from: 0, to: 0 }, pitch = height * 0.44, opening = pitch * 8, phase = 0 }: CordShape) => ({
  ...coil,
  width,
  phase,
  middle: height / 2,
  opening: Math.min(opening, (coil.to - coil.from) / 2),
  rate: (2 * Math.PI) / pitch,
  tall: height / 2,
  wide: pitch * overlap,
});
type Measured = ReturnType<typeof measure>;

/** The curve's point for a place on the axis, and its derivative along the axis. */
const pointAt = (c: Measured, axis: number) => {
  const left = (axis - c.from) / c.opening;
  const right = (c.to - axis) / c.opening;
  const tall = between(ease(left), ease(right));
  const wide = between(unlooped(left), unlooped(right));
  // The angle is counted so that the loops inside don't move while the coil's end moves through them.
  const t = Math.min(1, left, right);
  const lag = c.opening * (turned(1) - turned(t) - (1 - t));
  const angle = c.phase + c.rate * (left <= right ? axis - lag : axis + lag);
  const turning = c.rate * closeness(t);
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  return {
    x: axis + c.wide * wide.value * sin,
    y: c.middle + c.tall * tall.value * cos,
    dx: 1 + c.wide * ((wide.slope / c.opening) * sin + wide.value * cos * turning),
    dy: c.tall * ((tall.slope / c.opening) * cos - tall.value * sin * turning),
  };
};

const text = (...numbers: number[]): string => numbers.map((n) => String(Math.round(n * 100) / 100)).join(' ');

/** Joints are on a fixed grid, so that the resting part is drawn the same even if the part to its left changes. */
const curve = (c: Measured, start: number, end: number): string => {
  const grid = (2 * Math.PI) / c.rate / piecesPerTurn;
  let path = '';
  let at = start;
  let last = pointAt(c, start);
  while (at < end) {
    const to = Math.min(end, (Math.floor(at / grid + 0.01) + 1) * grid);
    const next = pointAt(c, to);
    const third = (to - at) / 3;
    path += `C${text(last.x + last.dx * third, last.y + last.dy * third)} ${text(next.x - next.dx * third, next.y - next.dy * third)} ${text(next.x, next.y)}`;
    at = to;
    last = next;
  }
  return path;
};

/**
 * Returns an SVG path. The line runs from 0 to `width` at half of `height`. A coil that reaches beyond an edge is drawn a
 * little beyond it, so that the edge cuts it off.
 */
export const cordPath = (shape: CordShape): string => {
  const c = measure(shape);
  const part = shape.part ?? 'whole';
  const start = Math.max(c.from, -2 * c.wide);
  const end = Math.min(c.to, c.width + 2 * c.wide);
  if (end <= start || start >= c.width || end <= 0) return part === 'coil' ? '' : `M${text(0, c.middle)}H${text(c.width)}`;

  const { x, y } = pointAt(c, start);
  const coil = curve(c, start, end);
  if (part === 'coil') return `M${text(x, y)}${coil}`;
  const before = start > 0 ? `M${text(0, c.middle)}H${text(start)}` : '';
  const after = end < c.width ? `H${text(c.width)}` : '';
  if (part === 'line') return before + (after && `M${text(end, c.middle)}${after}`);
  return (before || `M${text(x, y)}`) + coil + after;
};

/**
 * Extent of the coil in a cord that uncoils from left to right; `loops` is the number of loops already open. The offset
 * of 0.15 makes the coil's end a wave, a wave, a loop, and never a sharp point.
 */
export const uncoiled = (loops: number, pitch: number, width: number): { from: number; to: number } => {
  const opening = pitch * 8;
  return { from: (loops + 0.15) * pitch - opening, to: width + 2 * opening };
};

/** Number of loops that a cord of this width opens until it is a line. */
export const loopsIn = (width: number, pitch: number): number => Math.ceil(width / pitch + 8);
