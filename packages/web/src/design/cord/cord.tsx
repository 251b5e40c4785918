import { useId } from 'react';
import css from './cord.module.css';
import { drawLogo } from './logo.ts';
import { coilStart, cordGradient, cordPath } from './path.ts';

/** Sizes of the moving cord: the pitch and height of its loops and the width of its stroke, in the picture's units. */
const sizes = {
  panel: { pitch: 20, height: 46, stroke: 3 },
  offer: { pitch: 20, height: 54, stroke: 3 },
  'sign-in': { pitch: 24, height: 60, stroke: 3.5 },
  /** Progress at the top of a screen whose picture is something else. */
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
 * The cord that opens from left to right as `progress` grows: one drawing that moves to the right, so each loop is carried
 * off and none is undone. Moves only when `progress` changes, not when `width` does. Hidden from screen readers: wherever
 * the cord is used, there are words beside it.
 */
export const Cord = ({ progress, width = 416, size = 'panel' }: Props) => {
  const { pitch, height, stroke } = sizes[size];
  const id = useId();
  // The coil starts at 0 in the drawing. The line and the coil are as long as the picture shows of them at most.
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
      {/* A drawing of another width is a new one, which doesn't move to its place. */}
      <svg
        key={`${width} ${pitch}`}
        className={`${css.drawing} ${progress < 1 ? '' : css.last}`}
        viewBox={box}
        style={{
          inlineSize: rem(right - left),
          blockSize: rem(height + 2 * stroke),
          insetBlockEnd: rem(-stroke),
          // A share of the drawing, so that another size of type doesn't count as a move.
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

/** A straight thin line, the only picture during a live call. */
export const ThinLine = () => <div className={css.thin} aria-hidden="true" />;

/** The mark beside the name: one loop and the line it becomes. */
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
