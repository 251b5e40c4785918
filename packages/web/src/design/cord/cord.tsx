import { useEffect, useRef, useState } from 'react';
import { breathPath } from './breath.ts';
import css from './cord.module.css';
import { logo } from './logo.ts';
import { cordPath, loopsIn, uncoiled } from './path.ts';

const height = 50;
const pitch = 22;
const unseen = 4;

const draw = (part: 'line' | 'coil', loops: number, width: number): string =>
  cordPath({ width, height, pitch, coil: uncoiled(loops, pitch, width), part });

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Props {
  /** 0 all coil, 1 all line. */
  readonly progress: number;
  /** In the picture's units, of which sixteen are one rem. What does not fit is cut at the right. */
  readonly width?: number;
}

/** Silent: words stand beside it wherever it is used. */
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
    // A loop opens in a fifth of a second, many at once in no more than two: slow enough to be watched and let go.
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

const breathHeight = 104;

interface BreathProps {
  /** The parts of one breath in order, which of them is on, and how far into the breath we are. */
  readonly parts: readonly { readonly kind: 'in' | 'sip' | 'hold' | 'out'; readonly ms: number }[];
  readonly index: number;
  readonly elapsedMs: number;
  readonly width?: number;
}

/** How high the line stands after each part: a sip on top of a breath in takes the last fifth. */
const heights = (parts: BreathProps['parts']): number[] => {
  const full = parts.some(({ kind }) => kind === 'sip') ? 0.8 : 1;
  let height = 0;
  return parts.map(({ kind }) => (height = kind === 'in' ? full : kind === 'sip' ? 1 : kind === 'out' ? 0 : height));
};

/** The line rises as the breath goes in and falls as it goes out. Held still, it stands high or low. */
export const BreathLine = ({ parts, index, elapsedMs, width = 416 }: BreathProps) => {
  const hill = useRef<SVGPathElement>(null);
  const elapsed = useRef(elapsedMs);
  useEffect(() => {
    elapsed.current = elapsedMs;
  });
  const stands = heights(parts)[index] ?? 0;

  useEffect(() => {
    if (still() || !hill.current) return;
    const lasts = parts.reduce((ms, part) => ms + part.ms, 0);
    let at = 0;
    const frames = heights(parts).map((height, i) => {
      at += parts[i]?.ms ?? 0;
      return { transform: `scaleY(${height})`, easing: 'ease-in-out', offset: at / lasts };
    });
    const breath = hill.current.animate([{ transform: 'scaleY(0)', easing: 'ease-in-out', offset: 0 }, ...frames], {
      duration: lasts,
      iterations: Number.POSITIVE_INFINITY,
    });
    breath.currentTime = elapsed.current;
    return () => breath.cancel();
  }, [parts]);

  return (
    <svg
      className={css.breath}
      viewBox={`0 0 ${width} ${breathHeight}`}
      style={{ inlineSize: `${width / 16}rem` }}
      aria-hidden="true"
      data-part={stands > 0 ? 'in' : 'out'}
    >
      <path ref={hill} className={css.hill} d={breathPath(width, breathHeight)} />
    </svg>
  );
};

/** A straight thin line: what there is to see during a live call. */
export const ThinLine = () => <div className={css.thin} aria-hidden="true" />;

export const Logo = () => (
  <svg className={css.logo} viewBox="-2 -2 68 30" aria-hidden="true">
    <path className={css.line} d={logo.line} />
    <path className={css.coil} d={logo.coil} />
  </svg>
);
