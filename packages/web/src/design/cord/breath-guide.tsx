import { useEffect, useRef } from 'react';
import { type BreathPart, breathFill, breathHeight, breathLoop, heights, loopTall } from './breath.ts';
import css from './breath-guide.module.css';
import { still } from './cord.tsx';

const above = 8;
const base = above + loopTall;
const tall = base + 4;
/** Heights of the three still loops for a person who prefers reduced motion. */
const stillHeights = [0, 0.45, 0.9] as const;

interface Props {
  /** The parts of one breath in order. `index` is the current part. */
  readonly parts: readonly BreathPart[];
  readonly index: number;
  readonly running: boolean;
  /** Returns the time since the breathing began, without pauses, in milliseconds. */
  readonly elapsed: () => number;
  readonly width: number;
}

/** Returns the index of the still loop for a part: the small one for breathing out, and for a hold the loop of the part before it. */
const stillLoop = (parts: readonly BreathPart[], index: number): number => {
  const height = heights(parts)[index] ?? 0;
  if (height === 0) return 0;
  return parts[index]?.kind === 'in' && parts.some(({ kind }) => kind === 'hold' || kind === 'sip') ? 1 : 2;
};

/**
 * Guide for breathing: a loop of the cord that rises while the agent breathes in and sinks while they breathe out, over its faint full
 * size. With reduced motion it shows three still loops, of which the current one is filled.
 */
export const BreathGuide = ({ parts, index, running, elapsed, width }: Props) => {
  const loop = useRef<SVGPathElement>(null);
  const inside = useRef<SVGPathElement>(null);
  const latest = useRef(elapsed);
  const calm = still();
  const middle = width / 2;

  useEffect(() => {
    latest.current = elapsed;
  });

  useEffect(() => {
    if (calm) return;
    let shown = '';
    const paint = (): void => {
      const height = breathHeight(parts, latest.current());
      const path = breathLoop(height, middle, 0, width, base);
      if (path === shown) return;
      shown = path;
      loop.current?.setAttribute('d', path);
      inside.current?.setAttribute('d', breathFill(height, middle, base));
    };
    paint();
    if (!running) return;
    let frame = requestAnimationFrame(function step() {
      paint();
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [parts, running, middle, width, calm]);

  const apart = Math.min(150, width / 3.2);
  const now = stillLoop(parts, index);
  return (
    <svg className={css.guide} viewBox={`0 0 ${width} ${tall}`} style={{ inlineSize: `${width / 16}rem` }} aria-hidden="true" data-breath>
      {calm ? (
        stillHeights.map((full, i) => {
          const height = full * Math.min(1, width / 480);
          const at = middle + (i - 1) * apart;
          return (
            <g key={full} className={i === now ? css.now : css.other}>
              {i === now && <path className={css.inside} d={breathFill(height, at, base)} />}
              <path d={breathLoop(height, at, at - apart / 2, at + apart / 2, base)} />
            </g>
          );
        })
      ) : (
        <>
          <path className={css.full} d={breathLoop(1, middle, middle - 1.35 * 92, middle + 1.35 * 92, base)} />
          <path ref={inside} className={css.inside} />
          <path ref={loop} />
        </>
      )}
    </svg>
  );
};
