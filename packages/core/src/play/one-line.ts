import { randomFrom, shuffled } from './random.ts';

/** Points on a grid, counted along its rows, and lines between neighbours that one stroke can draw. */
export interface LineFigure {
  readonly columns: number;
  readonly rows: number;
  /** Solution, from point to point. */
  readonly walk: readonly number[];
}

/** A drawing in progress. */
export interface Drawing {
  readonly figure: LineFigure;
  /** The points in the order they were drawn through; the first is given. */
  readonly path: readonly number[];
}

const tries = 40;

/** Key of a line, the same in both directions. */
const lineKey = (a: number, b: number): string => (a < b ? `${a}-${b}` : `${b}-${a}`);

const linesAlong = (path: readonly number[]): string[] => path.slice(1).map((point, i) => lineKey(path[i] ?? point, point));

/** The figure's lines as pairs of points. */
export const edgesOf = ({ walk }: LineFigure): readonly (readonly [number, number])[] =>
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

/** Key of the other diagonal of the same cell. Two crossing diagonals would look like a point. */
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

/**
 * Makes a figure that one stroke can draw: a walk over the grid that takes no line twice.
 *
 * @param seed the same seed gives the same figure
 * @param lines number of lines; fewer when no walk of that length is found
 */
export const makeFigure = (seed: number, lines: number, columns = 3, rows = 3): LineFigure => {
  const random = randomFrom(seed);
  let walk: number[] = [];
  for (let i = 0; i < tries && walk.length <= lines; i += 1) {
    const next = wander(random, columns, rows, lines);
    if (next.length > walk.length) walk = next;
  }
  return { columns, rows, walk };
};

/** Starts a drawing at the first point of the figure's solution. */
export const beginDrawing = (figure: LineFigure): Drawing => ({ figure, path: figure.walk.slice(0, 1) });

/** Points that the stroke can continue to. */
export const openFrom = ({ figure, path }: Drawing): readonly number[] => {
  const at = path.at(-1);
  const drawn = new Set(linesAlong(path));
  return edgesOf(figure)
    .filter(([a, b]) => (a === at || b === at) && !drawn.has(lineKey(a, b)))
    .map(([a, b]) => (a === at ? b : a));
};

/** Draws a line to a neighbour; the previous point undoes the last line. Any other point changes nothing. */
export const drawTo = (drawing: Drawing, point: number): Drawing => {
  const { figure, path } = drawing;
  if (openFrom(drawing).includes(point)) return { figure, path: [...path, point] };
  return path.at(-2) === point ? undoLine(drawing) : drawing;
};

/** Removes the last line; the first point stays. */
export const undoLine = ({ figure, path }: Drawing): Drawing => ({ figure, path: path.length > 1 ? path.slice(0, -1) : path });

/** True when all lines are drawn. */
export const isDrawn = ({ figure, path }: Drawing): boolean => path.length === figure.walk.length;

/** True when lines are left but the stroke cannot continue: some lines must be undone. */
export const isStuck = (drawing: Drawing): boolean => !isDrawn(drawing) && openFrom(drawing).length === 0;

/** The finished drawing. */
export const drawAll = ({ figure }: Drawing): Drawing => ({ figure, path: figure.walk });
