import { randomFrom, shuffled } from './random.ts';

/** Points on a grid, counted along its rows, and lines between neighbours that one stroke can draw. */
export interface Figure {
  readonly columns: number;
  readonly rows: number;
  /** One way to draw it, from point to point. */
  readonly walk: readonly number[];
}

export interface Drawing {
  readonly figure: Figure;
  /** The points in the order they were drawn through; the first is given. */
  readonly path: readonly number[];
}

const tries = 40;

/** A line by its ends, whichever way it is drawn. */
const lineKey = (a: number, b: number): string => (a < b ? `${a}-${b}` : `${b}-${a}`);

const linesAlong = (path: readonly number[]): string[] => path.slice(1).map((point, i) => lineKey(path[i] ?? point, point));

/** The figure's lines as pairs of points. */
export const linesOf = ({ walk }: Figure): readonly (readonly [number, number])[] =>
  walk.slice(1).map((point, i) => [walk[i] ?? point, point] as const);

const neighboursOf = (point: number, columns: number, rows: number): number[] => {
  const [x, y] = [point % columns, Math.floor(point / columns)];
  return [-1, 0, 1].flatMap((dy) =>
    [-1, 0, 1].flatMap((dx) => {
      const [nx, ny] = [x + dx, y + dy];
      const isThere = (dx !== 0 || dy !== 0) && nx >= 0 && nx < columns && ny >= 0 && ny < rows;
      return isThere ? [ny * columns + nx] : [];
    }),
  );
};

/** The other slanting line of the same field; two that cross between points would look like a point. */
const slantedAgainst = (a: number, b: number, columns: number): string => {
  const [ax, bx] = [a % columns, b % columns];
  return lineKey(a - ax + bx, b - bx + ax);
};

const wander = (random: () => number, columns: number, rows: number, lines: number): number[] => {
  const walk = [Math.floor(random() * columns * rows)];
  const drawn = new Set<string>();
  while (walk.length <= lines) {
    const at = walk.at(-1) ?? 0;
    const next = shuffled(neighboursOf(at, columns, rows), random).find((point) => {
      const isSlanted = point % columns !== at % columns && Math.floor(point / columns) !== Math.floor(at / columns);
      return !drawn.has(lineKey(at, point)) && !(isSlanted && drawn.has(slantedAgainst(at, point, columns)));
    });
    if (next === undefined) break;
    drawn.add(lineKey(at, next));
    walk.push(next);
  }
  return walk;
};

/** Can be drawn because it was: a walk over the grid that takes no line twice. */
export const makeFigure = (seed: number, lines: number, columns = 3, rows = 3): Figure => {
  const random = randomFrom(seed);
  let walk: number[] = [];
  for (let i = 0; i < tries && walk.length <= lines; i += 1) {
    const next = wander(random, columns, rows, lines);
    if (next.length > walk.length) walk = next;
  }
  return { columns, rows, walk };
};

export const begin = (figure: Figure): Drawing => ({ figure, path: figure.walk.slice(0, 1) });

/** The points one line away that can be drawn to now. */
export const openFrom = ({ figure, path }: Drawing): readonly number[] => {
  const at = path.at(-1);
  const drawn = new Set(linesAlong(path));
  return linesOf(figure)
    .filter(([a, b]) => (a === at || b === at) && !drawn.has(lineKey(a, b)))
    .map(([a, b]) => (a === at ? b : a));
};

/** Draws to a neighbour; back to the point before takes the last line away again. Anything else changes nothing. */
export const drawTo = (drawing: Drawing, point: number): Drawing => {
  const { figure, path } = drawing;
  if (openFrom(drawing).includes(point)) return { figure, path: [...path, point] };
  return path.at(-2) === point ? takeBack(drawing) : drawing;
};

export const takeBack = ({ figure, path }: Drawing): Drawing => ({ figure, path: path.length > 1 ? path.slice(0, -1) : path });

export const isDrawn = ({ figure, path }: Drawing): boolean => path.length === figure.walk.length;

/** Nowhere to go, and lines left: a stroke or two has to be taken back. */
export const isStuck = (drawing: Drawing): boolean => !isDrawn(drawing) && openFrom(drawing).length === 0;

export const drawAll = ({ figure }: Drawing): Drawing => ({ figure, path: figure.walk });
