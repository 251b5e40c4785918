import { useEffect, useRef } from 'react';
import { still } from './cord.tsx';
import { coilLength, cordPath } from './path.ts';
import css from './tense-cord.module.css';

const tall = 100;
const base = 96;
const turns = 6;
/** Number of tension steps that differ visibly. */
const steps = 250;

const mix = (loose: number, tight: number, tension: number): number => loose + (tight - loose) * tension;

/** Returns the path of a coil in the middle of the line: close and tall at tension 1, flat on the line at 0. */
const tensePath = (tension: number, width: number): string => {
  const pitch = mix(Math.min(26, width / 16), 12, tension);
  const start = (width - coilLength(turns) * pitch) / 2;
  return cordPath({ left: 0, right: width, base, pitch, height: mix(0, 84, tension), start, turns });
};

interface Props {
  /** Returns the current tension, 0 to 1. */
  readonly tension: () => number;
  /** The final tension, which is drawn at once when the person prefers reduced motion. */
  readonly target: number;
  readonly running: boolean;
  readonly width: number;
}

export const TenseCord = ({ tension, target, running, width }: Props) => {
  const picture = useRef<SVGSVGElement>(null);
  const line = useRef<SVGPathElement>(null);
  const latest = useRef(tension);

  useEffect(() => {
    latest.current = tension;
  });

  useEffect(() => {
    let shown = -1;
    const paint = (exact: number): void => {
      // Towards the end the cord hardly moves. A frame that looks the same is not drawn again.
      const value = Math.round(exact * steps) / steps;
      if (value === shown) return;
      shown = value;
      line.current?.setAttribute('d', tensePath(value, width));
      // An even mix of the two colours looks muddy, so the cord stays coral while the coil is visible.
      picture.current?.style.setProperty('--tension', `${Math.min(100, Math.round(value * 500))}%`);
    };
    if (still()) return paint(target);
    paint(latest.current());
    if (!running) return;
    let frame = requestAnimationFrame(function step() {
      paint(latest.current());
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [running, width, target]);

  return (
    <svg
      ref={picture}
      className={css.cord}
      viewBox={`0 0 ${width} ${tall}`}
      style={{ inlineSize: `${width / 16}rem` }}
      aria-hidden="true"
    >
      <path ref={line} />
    </svg>
  );
};
