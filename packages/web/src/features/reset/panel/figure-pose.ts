import type { Activity } from '@onhook/core/reset';

export type FigureName = Extract<Activity, { kind: 'move' }>['figure'];
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points of a body. The middle of the body is x = 0, the ground is y = 0, and y is negative upwards. */
export interface Pose {
  /** Points from hand to hand, over the shoulders. */
  readonly arms: readonly Point[];
  /** Points from the hip to the neck. */
  readonly spine: readonly Point[];
  readonly head: Point;
  /** Points from foot to foot, over the knees and the hip. */
  readonly legs: readonly Point[];
}

const upperArm = 25;
const forearm = 24;
const headAway = 18;

const mix = (from: number, to: number, share: number): number => from + (to - from) * share;
/** Eases `t` from 0 to 1 with a slow start and end. */
const smooth = (t: number): number => {
  const x = Math.max(0, Math.min(1, t));
  return x * x * (3 - 2 * x);
};
/** Returns a value that goes from 0 to 1 and back within one turn, staying at 1 for a while. */
const upAndBack = (turn: number): number => (turn < 0.5 ? smooth(turn / 0.4) : 1 - smooth((turn - 0.6) / 0.4));
/** Returns a value that goes to 1 and back in the first half of a turn, and to -1 and back in the second. */
const sideways = (turn: number): number => (turn < 0.5 ? upAndBack(turn * 2) : -upAndBack(turn * 2 - 1));

const turned = ({ x, y }: Point, about: Point, angle: number): Point => {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return {
    x: about.x + (x - about.x) * cos - (y - about.y) * sin,
    y: about.y + (x - about.x) * sin + (y - about.y) * cos,
  };
};

const degrees = Math.PI / 180;

interface Bend {
  /** Angles of the upper arms and forearms, left then right, outwards from hanging down, in degrees. */
  readonly arms: readonly [upper: number, fore: number, upper: number, fore: number];
  readonly shoulders: Point;
  readonly lean: number;
  readonly nod: number;
}

const hanging = { arms: [14, 6, 14, 6], shoulders: { x: 0, y: 0 }, lean: 0, nod: 0 } as const satisfies Bend;

const bends: Readonly<Record<FigureName, (turn: number) => Bend>> = {
  reach: (turn) => {
    const up = upAndBack(turn);
    const upper = mix(14, 166, up);
    const fore = mix(6, 178, up);
    return { ...hanging, arms: [upper, fore, upper, fore], shoulders: { x: 0, y: -4 * up } };
  },
  roll: (turn) => {
    const angle = 2 * Math.PI * turn;
    return { ...hanging, shoulders: { x: 4 * Math.sin(angle), y: -5 + 5 * Math.cos(angle) } };
  },
  shake: (turn) => {
    const swing = 20 * Math.sin(4 * Math.PI * turn);
    return { ...hanging, arms: [30, 62 + swing, 30, 62 - swing] };
  },
  side: (turn) => {
    const to = sideways(turn);
    const left = Math.max(0, to);
    const right = Math.max(0, -to);
    return {
      ...hanging,
      arms: [mix(14, 160, left), mix(6, 172, left), mix(14, 160, right), mix(6, 172, right)],
      lean: 20 * to,
    };
  },
  neck: (turn) => ({ ...hanging, nod: 38 * sideways(turn) }),
};

/** Returns the pose at a moment of the movement. One turn is one full movement, so only the fraction of `turn` counts. */
export const poseAt = (figure: FigureName, turn: number, seated: boolean): Pose => {
  const { arms, shoulders, lean, nod } = bends[figure](turn - Math.floor(turn));
  const hip: Point = { x: 0, y: seated ? -40 : -54 };
  const leaning = (point: Point): Point => turned(point, hip, lean * degrees);
  const neck: Point = { x: 0, y: hip.y - 46 };
  const across = (side: -1 | 1, upper: number, fore: number): Point[] => {
    // Both shoulders move forward together. Seen from the front, they come nearer to the neck.
    const shoulder = { x: side * (16 - Math.abs(shoulders.x) / 2), y: neck.y + 7 + shoulders.y };
    const elbow = { x: shoulder.x + side * upperArm * Math.sin(upper * degrees), y: shoulder.y + upperArm * Math.cos(upper * degrees) };
    const hand = { x: elbow.x + side * forearm * Math.sin(fore * degrees), y: elbow.y + forearm * Math.cos(fore * degrees) };
    return [hand, elbow, shoulder].map(leaning);
  };
  const head = turned({ x: 0, y: neck.y - headAway }, neck, nod * degrees);
  return {
    arms: [...across(-1, arms[0], arms[1]), leaning({ x: 0, y: neck.y + 3 + shoulders.y / 2 }), ...across(1, arms[2], arms[3]).toReversed()],
    spine: [hip, leaning({ x: 0, y: hip.y - 24 }), leaning(neck)],
    head: leaning(head),
    legs: seated
      ? [{ x: -22, y: 0 }, { x: -20, y: -33 }, hip, { x: 20, y: -33 }, { x: 22, y: 0 }]
      : [{ x: -13, y: 0 }, { x: -10, y: -27 }, hip, { x: 10, y: -27 }, { x: 13, y: 0 }],
  };
};

const text = (...numbers: number[]): string => numbers.map((n) => String(Math.round(n * 10) / 10)).join(' ');

/** Returns a smooth SVG path through all points (Catmull-Rom), without the initial move to the first point. */
const through = (points: readonly Point[], roundness: number): string => {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += 1) {
    const from = points[i]!;
    const to = points[i + 1]!;
    const before = points[i - 1] ?? from;
    const after = points[i + 2] ?? to;
    path += `C${text(from.x + (to.x - before.x) * roundness, from.y + (to.y - before.y) * roundness)} ${text(
      to.x - (after.x - from.x) * roundness,
      to.y - (after.y - from.y) * roundness,
    )} ${text(to.x, to.y)}`;
  }
  return path;
};

export interface Drawing {
  /** SVG path of the cord from edge to edge, which rises into the legs. */
  readonly ground: string;
  readonly body: string;
  readonly head: Point;
}

/** Returns the SVG paths of a pose that stands at `x` on a cord. The cord runs at height `floor`, from `from` to `to`. */
export const draw = (pose: Pose, x: number, floor: number, from: number, to: number): Drawing => {
  const translated = (point: Point): Point => ({ x: x + point.x, y: floor + point.y });
  const legs = pose.legs.map(translated);
  const first = legs[0]!;
  const last = legs.at(-1)!;
  const step = 12;
  const spine = pose.spine.map(translated);
  const arms = pose.arms.map(translated);
  const rising = [{ x: first.x, y: first.y - step }, ...legs.slice(1, -1), { x: last.x, y: last.y - step }];
  return {
    ground: `M${text(from, floor)}H${text(first.x - step)}Q${text(first.x, floor)} ${text(first.x, floor - step)}${through(rising, 0.13)}Q${text(last.x, floor)} ${text(last.x + step, floor)}H${text(to)}`,
    body: `M${text(spine[0]!.x, spine[0]!.y)}${through(spine, 0.16)}M${text(arms[0]!.x, arms[0]!.y)}${through(arms, 0.15)}`,
    head: translated(pose.head),
  };
};
