import { useCallback, useEffect, useRef } from 'react';
import { type BreathPart, breathEasing, breathLength, breathMs, breathPath, heights, rise } from './breath.ts';
import css from './breath-guide.module.css';
import { still } from './cord.tsx';

const tall = 208;
const level = 128;
/** Size of the disc after breathing out, as a share of the full disc. */
const small = 0.36;
/** Largest lag of the animation behind the clock that is left uncorrected, in milliseconds. */
const toleranceMs = 20;

interface Props {
  /** The parts of one breath in order, and which of them is on. */
  readonly parts: readonly BreathPart[];
  readonly index: number;
  readonly running: boolean;
  /** Time for which the breathing has run until now, in milliseconds. */
  readonly elapsed: () => number;
  readonly width: number;
}

const rem = (units: number): string => `${units / 16}rem`;

/** Keyframes of one breath; `at` returns the CSS value for a height. */
const keyframes = (parts: readonly BreathPart[], at: (height: number) => string): Keyframe[] => {
  const lasts = breathMs(parts);
  let ms = 0;
  return [
    { transform: at(0), offset: 0, easing: breathEasing },
    ...heights(parts).map((height, i) => {
      ms += parts[i]?.ms ?? 0;
      return { transform: at(height), offset: ms / lasts, easing: breathEasing };
    }),
  ];
};

/** Moves the animations to the clock's time if they differ by more than the tolerance. */
const keepTo = (animations: readonly Animation[], at: number, running: boolean): void => {
  for (const animation of animations) {
    if (running && animation.playState !== 'running') animation.play();
    if (!running && animation.playState === 'running') animation.pause();
    if (Math.abs(Number(animation.currentTime ?? 0) - at) > toleranceMs) animation.currentTime = at;
  }
};

/**
 * The cord passes by and rises at each breath in; a bead in the middle rides on it, and a disc behind fills a ring.
 * The compositor moves all three on one timeline. With reduced motion there is a still picture for each part instead.
 */
export const BreathGuide = ({ parts, index, running, elapsed, width }: Props) => {
  const line = useRef<SVGSVGElement>(null);
  const disc = useRef<HTMLDivElement>(null);
  const bead = useRef<HTMLDivElement>(null);
  const moving = useRef<readonly Animation[]>([]);

  const middle = width / 2;
  const long = breathLength(parts);
  const before = Math.ceil(middle / long);
  const count = before + 1 + Math.ceil(middle / long);
  const shift = useCallback((breaths: number): string => `translateX(${rem(middle - (before + breaths) * long)})`, [middle, before, long]);
  const calm = still();
  const height = heights(parts)[index] ?? 0;

  useEffect(() => {
    if (calm || !line.current || !disc.current || !bead.current) return;
    const timing = { duration: breathMs(parts), iterations: Number.POSITIVE_INFINITY };
    moving.current = [
      line.current.animate([{ transform: shift(0) }, { transform: shift(1) }], timing),
      disc.current.animate(keyframes(parts, (h) => `scale(${small + (1 - small) * h})`), timing),
      bead.current.animate(keyframes(parts, (h) => `translateY(${rem(-h * rise)})`), timing),
    ];
    return () => {
      for (const animation of moving.current) animation.cancel();
      moving.current = [];
    };
  }, [parts, shift, calm]);

  useEffect(() => keepTo(moving.current, elapsed(), running));

  const start = calm ? middle - long / 2 : 0;
  return (
    <div className={css.guide} style={{ inlineSize: rem(width), blockSize: rem(tall) }} aria-hidden="true">
      <div ref={disc} className={css.disc} style={calm ? { transform: `scale(${small + (1 - small) * height})` } : undefined} />
      <div className={css.ring} />
      <svg
        ref={line}
        className={`${css.line} ${calm ? css.still : ''}`}
        viewBox={`0 0 ${calm ? width : count * long} ${tall}`}
        style={{ inlineSize: rem(calm ? width : count * long), blockSize: rem(tall) }}
      >
        {calm && <path d={`M0 ${level}H${start}M${start + long} ${level}H${width}`} />}
        <path d={breathPath(parts, start, level, calm ? 1 : count)} />
        {calm && <path className={css.now} d={breathPath(parts, start, level, 1, index)} />}
      </svg>
      {!calm && <div ref={bead} className={css.bead} />}
    </div>
  );
};
