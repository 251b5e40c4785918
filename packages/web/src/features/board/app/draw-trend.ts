interface Size {
  readonly width: number;
  readonly height: number;
}

const inset = 4;
/** The lowest level that is drawn. Half of the callers waiting too long is as low as a glance needs to tell apart. */
const lowest = 0.5;

/**
 * Draws levels as an SVG path, one step for each half hour; a half hour without a level leaves a gap.
 *
 * @param levels shares from 0 to 1, oldest first
 * @returns the path, and the point of the last level in the units of `size`
 * @example drawTrend([1, 0.5], { width: 108, height: 18 }) // path 'M4 4L104 14', end { x: 104, y: 14 }
 */
export const drawTrend = (levels: readonly (number | null)[], { width, height }: Size): { readonly path: string; readonly end: { readonly x: number; readonly y: number } } => {
  const step = (width - 2 * inset) / Math.max(1, levels.length - 1);
  let path = '';
  let end = { x: inset, y: height - inset };
  levels.forEach((level, i) => {
    if (level === null) return;
    const above = (Math.max(lowest, level) - lowest) / (1 - lowest);
    end = { x: Math.round((inset + i * step) * 10) / 10, y: Math.round((height - inset - above * (height - 2 * inset)) * 10) / 10 };
    path += `${(levels[i - 1] ?? null) === null ? 'M' : 'L'}${end.x} ${end.y}`;
  });
  return { path, end };
};
