import css from './bar.module.css';

interface Props {
  /** From 0 to 1; a larger number draws a full bar. */
  readonly share: number;
  readonly tone?: 'sea' | 'quiet';
  readonly className?: string | undefined;
}

/** A share at a glance, beside its number. Hidden from screen readers, which read the number. */
export const Bar = ({ share, tone = 'sea', className }: Props) => (
  <span className={`${css.bar} ${className ?? ''}`} aria-hidden="true">
    <span className={`${css.filled} ${css[tone]}`} style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }} />
  </span>
);
