export interface BreathPart {
  readonly kind: 'in' | 'sip' | 'hold' | 'out';
  readonly ms: number;
}

/** Width of one second on the line, in the picture's units. */
const perSecond = 30;
/** Height to which a breath lifts the line, in the picture's units. */
export const rise = 100;

/** The ease-in-out of CSS. The line's curves use the same control points, so that the bead stays on the line. */
export const breathEasing = 'cubic-bezier(0.42, 0, 0.58, 1)';
const bend = { from: 0.42, to: 0.58 };

/** Height of the breath after each part, 0 to 1. Where a `sip` follows, `in` rises to 0.8 and `sip` to 1. */
export const heights = (parts: readonly BreathPart[]): number[] => {
  const afterKind = { in: parts.some(({ kind }) => kind === 'sip') ? 0.8 : 1, sip: 1, out: 0 };
  let height = 0;
  return parts.map(({ kind }) => {
    if (kind !== 'hold') height = afterKind[kind];
    return height;
  });
};

export const breathMs = (parts: readonly BreathPart[]): number => parts.reduce((ms, part) => ms + part.ms, 0);
export const breathLength = (parts: readonly BreathPart[]): number => (breathMs(parts) / 1000) * perSecond;

/**
 * The SVG path of the line, with time running to the right: up on a breath in, level while the breath is held, down on
 * a breath out. Starts at `x` and is `count` breaths long; `level` is its height at rest. `only` draws one part of a breath.
 */
export const breathPath = (parts: readonly BreathPart[], x: number, level: number, count = 1, only: number | null = null): string => {
  const tops = heights(parts);
  let at = x;
  let height = 0;
  let path = only === null ? `M${at} ${level}` : '';
  for (let breath = 0; breath < count; breath += 1)
    for (const [i, { ms }] of parts.entries()) {
      const width = (ms / 1000) * perSecond;
      const next = tops[i] ?? 0;
      const from = level - height * rise;
      const to = level - next * rise;
      if (only === i) path += `M${at} ${from}`;
      if (only === null || only === i)
        path +=
          next === height
            ? `H${at + width}`
            : `C${at + width * bend.from} ${from} ${at + width * bend.to} ${to} ${at + width} ${to}`;
      at += width;
      height = next;
    }
  return path;
};
