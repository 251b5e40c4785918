import { useId } from 'react';
import css from './cord.module.css';
import { drawLogo } from './logo.ts';
import { coilStart, cordGradient, cordPath } from './path.ts';

/** Sizes of the cord in the picture's units: pitch and height of the loops, and stroke width. */
const sizes = {
  panel: { pitch: 20, height: 46, stroke: 3 },
  offer: { pitch: 20, height: 54, stroke: 3 },
  'sign-in': { pitch: 24, height: 60, stroke: 3.5 },
  /** Progress at the top of a screen that has another picture. */
  thread: { pitch: 6.2, height: 11, stroke: 1.75 },
} as const;

type CordSize = keyof typeof sizes;

/** True if the person prefers reduced motion. */
export const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const rem = (units: number): string => `${units / 16}rem`;

interface Props {
  /** From 0 (all coil) to 1 (all line). */
  readonly progress: number;
  /** Width in the picture's units; sixteen units are one rem. */
  readonly width?: number;
  readonly size?: CordSize;
}

/**
 * The cord, which uncoils from left to right as `progress` grows. The drawing is always the same and moves to the right. A change of
 * `width` does not animate it. Hidden from screen readers, because each use has a text.
 */
export const Cord = ({ progress, width = 416, size = 'panel' }: Props) => {
  const { pitch, height, stroke } = sizes[size];
  const id = useId();
  // In the drawing the coil starts at 0. Line and coil have the greatest length that is ever visible.
  const left = -(width + 2 * pitch);
  const right = width + 7 * pitch;
  const shape = { left, right, base: 0, pitch, height, start: 0 };
  const box = `${left} ${-height - stroke} ${right - left} ${height + 2 * stroke}`;
  const colour = cordGradient(0, pitch);
  return (
    <div
      className={css.cord}
      style={{ inlineSize: rem(width), blockSize: rem(Math.min(46, height)) }}
      data-cord={size}
      aria-hidden="true"
    >
      {/* The key makes a new drawing for each width, which appears without moving. */}
      <svg
        key={`${width} ${pitch}`}
        className={`${css.drawing} ${progress < 1 ? '' : css.last}`}
        viewBox={box}
        style={{
          inlineSize: rem(right - left),
          blockSize: rem(height + 2 * stroke),
          insetBlockEnd: rem(-stroke),
          // In percent, so that a change of the font size does not animate the drawing.
          transform: `translateX(${((left + coilStart(progress, width, pitch)) / (right - left)) * 100}%)`,
          strokeWidth: stroke,
        }}
      >
        <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={colour.from} x2={colour.to}>
          <stop className={css.lineStop} />
          <stop offset="1" className={css.coilStop} />
        </linearGradient>
        <path className={css.opening} style={{ stroke: `url(#${id})` }} d={cordPath(shape)} />
      </svg>
    </div>
  );
};

/** A thin straight line, the only picture during a call. */
export const ThinLine = () => <div className={css.thin} aria-hidden="true" />;

/** The logo beside the product's name: one loop and its line. */
export const Logo = () => {
  const logo = drawLogo();
  const id = useId();
  return (
    <svg className={css.logo} viewBox={`0 0 ${logo.width} ${logo.height}`} aria-hidden="true">
      <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={logo.coralUntil} x2={logo.seaFrom} y1="0" y2="0">
        <stop offset="0" className={css.coilStop} />
        <stop offset="1" className={css.lineStop} />
      </linearGradient>
      <path className={css.opening} style={{ stroke: `url(#${id})`, strokeWidth: logo.stroke }} d={logo.path} />
    </svg>
  );
};
