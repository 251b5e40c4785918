import css from './cord.module.css';
import { coilLength, cordPath } from './path.ts';

interface Props {
  /** Size of the picture in its own units. The line is at the bottom and runs from edge to edge. */
  readonly width: number;
  readonly height: number;
  /** Number of turns, a whole number; 0 draws the line. */
  readonly turns: number;
  readonly pitch: number;
  /** Height of a turn. Default: the height of the picture, less the stroke. */
  readonly rise?: number;
  readonly stroke?: number;
  readonly className?: string | undefined;
}

/** A still coil in the middle of a line. CSS sets its size, and its colour by `stroke`. Hidden from screen readers. */
export const Coil = ({ width, height, turns, pitch, stroke = 2, rise = height - 2 * stroke, className }: Props) => (
  <svg className={`${css.coil} ${className ?? ''}`} viewBox={`0 0 ${width} ${height}`} style={{ strokeWidth: stroke }} aria-hidden="true">
    <path
      d={cordPath({
        left: stroke / 2,
        right: width - stroke / 2,
        base: height - stroke,
        pitch,
        height: rise,
        start: (width - coilLength(turns) * pitch) / 2,
        turns,
      })}
    />
  </svg>
);
