/**
 * The telephone cord: a trochoid along a horizontal axis. Inside the coil its loops are even; towards an end they stand
 * further apart, open into waves, and become the line without a corner. Lengths are in the picture's own units.
 */
export interface CordShape {
  readonly width: number;
  readonly height: number;
  /** Where the coil lies, its open ends included. Without one, or with `to` not beyond `from`, the cord is a line. */
  readonly coil?: { readonly from: number; readonly to: number };
  /** From one loop to the next inside the coil. */
  readonly pitch?: number;
  /** How long the coil takes to become the line; a short coil's two ends share its length. */
  readonly opening?: number;
  /** How far the loops are turned about the axis, in radians. */
  readonly phase?: number;
  /** Only what is line, only what is coil, or both. */
  readonly part?: 'whole' | 'line' | 'coil';
}

/** A loop's half width, as a share of the pitch: neighbours just overlap. */
const overlap = 0.64;
/** How closely the waves stand where they meet the line, as a share of how closely the loops stand inside. */
const stretched = 0.22;
/** The stretch of the opening in which loops become waves. Short, so that few of them are caught as a sharp point. */
const unlooping = { from: 0.45, length: 0.25 };
/** Cubic pieces for one turn; eight stay within a twentieth of a unit of the true curve at the panel's size. */
const piecesPerTurn = 8;

interface Eased {
  readonly value: number;
  readonly slope: number;
}

/** 0 up to 0, 1 from 1 on, level in slope and in bend at both. */
const ease = (t: number): Eased => {
  if (t <= 0) return { value: 0, slope: 0 };
  if (t >= 1) return { value: 1, slope: 0 };
  return { value: t ** 3 * (t * (6 * t - 15) + 10), slope: 30 * t ** 2 * (t - 1) ** 2 };
};

const unlooped = (t: number): Eased => {
  const { value, slope } = ease((t - unlooping.from) / unlooping.length);
  return { value, slope: slope / unlooping.length };
};

/** Both ends shape one coil. The right end is run through backwards, so its slope counts down. */
const between = (left: Eased, right: Eased): Eased => ({
  value: left.value * right.value,
  slope: left.slope * right.value - left.value * right.slope,
});

/** How closely the loops stand at `t` of the opening, as a share of the inside; and the sum of that since 0. */
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

/** The point that belongs to a place on the axis, and its change along the axis. */
const pointAt = (c: Measured, axis: number) => {
  const left = (axis - c.from) / c.opening;
  const right = (c.to - axis) / c.opening;
  const tall = between(ease(left), ease(right));
  const wide = between(unlooped(left), unlooped(right));
  // Counted so that the loops inside stand still while the coil's end moves through them.
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

/** Joints stand on a fixed grid, so that what stands still is drawn the same whatever happens to its left. */
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
 * An SVG path. The line runs from 0 to `width` at half of `height`. A coil that reaches beyond an edge is drawn a
 * little beyond it, for the edge to cut.
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
 * Where the coil lies in a cord that uncoils from left to right; `loops` counts the loops already open. At this offset
 * from the loops' beat its end is a wave, a wave, a loop, and never a point.
 */
export const uncoiled = (loops: number, pitch: number, width: number): { from: number; to: number } => {
  const opening = pitch * 8;
  return { from: (loops + 0.15) * pitch - opening, to: width + 2 * opening };
};

/** How many loops a cord of this width has to open until it is a line. */
export const loopsIn = (width: number, pitch: number): number => Math.ceil(width / pitch + 8);
