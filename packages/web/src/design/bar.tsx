import css from './bar.module.css';

interface Props {
  /** From 0 to 1. A larger number draws a full bar. */
  readonly share: number;
  readonly tone?: 'sea' | 'quiet';
  readonly className?: string | undefined;
}

/** A bar for a share that is also shown as a number. Hidden from screen readers, which read the number. */
export const Bar = ({ share, tone = 'sea', className }: Props) => (
  <span className={`${css.bar} ${className ?? ''}`} aria-hidden="true">
    <span className={`${css.filled} ${css[tone]}`} style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }} />
  </span>
);
