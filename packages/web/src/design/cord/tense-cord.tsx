import { useEffect, useRef } from 'react';
import { still } from './cord.tsx';
import { cordPath } from './path.ts';
import css from './tense-cord.module.css';

const tall = 96;
const loops = 9;
/** Number of steps of tension that the eye can tell apart. */
const steps = 250;

const mix = (loose: number, tight: number, tension: number): number => loose + (tight - loose) * tension;

const highest = 72;
const heightAt = (tension: number): number => mix(24, highest, tension);

/** A coil in the middle of the line, tight at 1; it opens from both its ends, and is the line at 0. */
const tensePath = (tension: number, width: number): string => {
  const pitch = mix(26, 13, tension);
  const opening = pitch * 2.2;
  const reach = tension * ((loops * pitch) / 2 + opening);
  const middle = width / 2;
  return cordPath({
    width,
    height: heightAt(tension),
    pitch,
    opening,
    coil: { from: middle - reach, to: middle + reach },
    phase: Math.PI - (2 * Math.PI * middle) / pitch,
  });
};

interface Props {
  /** Returns the current tension, 0 to 1. */
  readonly tension: () => number;
  /** The tension at the end, drawn at once when the person prefers reduced motion. */
  readonly comesTo: number;
  readonly running: boolean;
  readonly width: number;
}

export const TenseCord = ({ tension, comesTo, running, width }: Props) => {
  const picture = useRef<SVGSVGElement>(null);
  const line = useRef<SVGPathElement>(null);
  const latest = useRef(tension);

  useEffect(() => {
    latest.current = tension;
  });

  useEffect(() => {
    let shown = -1;
    const paint = (exact: number): void => {
      // Towards the end the cord hardly moves; a frame that looks the same is not drawn again.
      const value = Math.round(exact * steps) / steps;
      if (value === shown) return;
      shown = value;
      // The path's axis is at half its own height, which changes, so the path is moved to the middle of the picture.
      line.current?.setAttribute('d', tensePath(value, width));
      line.current?.setAttribute('transform', `translate(0 ${(tall - heightAt(value)) / 2})`);
      // An even mix of the two colours looks muddy, so the cord stays coral for as long as there is a coil to see.
      picture.current?.style.setProperty('--tension', `${Math.min(100, Math.round(value * 500))}%`);
    };
    if (still()) return paint(comesTo);
    paint(latest.current());
    if (!running) return;
    let frame = requestAnimationFrame(function step() {
      paint(latest.current());
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [running, width, comesTo]);

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
