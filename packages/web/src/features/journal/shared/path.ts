import type { JournalEntry, Grade } from './entry.ts';

export const pictureWidth = 320;
export const pictureHeight = 96;
const edge = 8;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Returns the position of each graded entry in the picture: left to right by time, higher grades further up. */
export const pointsOf = (entries: readonly JournalEntry[], gradeOf: (entry: JournalEntry) => Grade | null): readonly Point[] => {
  const times = entries.map(({ at }) => at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const across = (at: number): number => (to === from ? pictureWidth / 2 : edge + ((at - from) / (to - from)) * (pictureWidth - 2 * edge));
  return entries.flatMap((entry) => {
    const grade = gradeOf(entry);
    return grade === null ? [] : [{ x: across(entry.at), y: edge + ((5 - grade) / 4) * (pictureHeight - 2 * edge) }];
  });
};

/** Returns one SVG path through all positions, level at each of them. The curve between two positions carries no meaning. */
export const pathOf = (points: readonly Point[]): string => {
  const [first, ...rest] = points;
  if (!first) return '';
  if (rest.length === 0) return `M0 ${first.y}H${pictureWidth}`;
  const pieces = rest.map(({ x, y }, n) => {
    const before = points[n] ?? first;
    const middle = (before.x + x) / 2;
    return `C${middle} ${before.y} ${middle} ${y} ${x} ${y}`;
  });
  return `M0 ${first.y}H${first.x}${pieces.join('')}H${pictureWidth}`;
};
