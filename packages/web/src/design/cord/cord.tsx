import { useEffect, useRef, useState } from 'react';
import css from './cord.module.css';
import { logo } from './logo.ts';
import { cordPath, loopsIn, uncoiled } from './path.ts';

const height = 50;
const pitch = 22;
const unseen = 4;

const draw = (part: 'line' | 'coil', loops: number, width: number): string =>
  cordPath({ width, height, pitch, coil: uncoiled(loops, pitch, width), part });

/** True if the person prefers reduced motion. */
export const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Props {
  /** From 0 (all coil) to 1 (all line). */
  readonly progress: number;
  /** Width in the picture's units; sixteen units are one rem. The rest is cut off at the right. */
  readonly width?: number;
}

/** The cord as a picture, hidden from screen readers: there are words beside it wherever it is used. */
export const Cord = ({ progress, width = 416 }: Props) => {
  const all = loopsIn(width, pitch);
  // The first step already shows at the left edge, where the opening's eight loops pass before the line does.
  const target = progress <= 0 ? 0 : Math.round(unseen + Math.min(1, progress) * (all - unseen));
  const shown = useRef(target);
  const [first] = useState(() => ({ line: draw('line', target, width), coil: draw('coil', target, width) }));
  const line = useRef<SVGPathElement>(null);
  const coil = useRef<SVGPathElement>(null);

  useEffect(() => {
    const from = shown.current;
    const paint = (loops: number): void => {
      shown.current = loops;
      line.current?.setAttribute('d', draw('line', loops, width));
      coil.current?.setAttribute('d', draw('coil', loops, width));
    };
    if (from === target || still()) return paint(target);
    // A loop opens in a fifth of a second, many at once in no more than two: slow enough to follow with the eyes.
    const lasts = Math.min(2000, 500 + 200 * Math.abs(target - from));
    let frame = 0;
    let began: number | null = null;
    const step = (time: number): void => {
      began ??= time;
      const t = Math.min(1, (time - began) / lasts);
      paint(t === 1 ? target : from + (target - from) * (1 - (1 - t) ** 3));
      if (t < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [target, width]);

  return (
    <svg className={css.cord} viewBox={`0 0 ${width} ${height}`} style={{ inlineSize: `${width / 16}rem` }} aria-hidden="true">
      <path ref={line} className={css.line} d={first.line} />
      <path ref={coil} className={css.coil} d={first.coil} />
    </svg>
  );
};

/** A straight thin line, the only picture during a live call. */
export const ThinLine = () => <div className={css.thin} aria-hidden="true" />;

export const Logo = () => (
  <svg className={css.logo} viewBox="-2 -2 68 30" aria-hidden="true">
    <path className={css.line} d={logo.line} />
    <path className={css.coil} d={logo.coil} />
  </svg>
);
