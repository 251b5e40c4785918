import css from './bar.module.css';

interface Props {
  /** 0 to 1; what is more is full. */
  readonly share: number;
  readonly tone?: 'sea' | 'quiet';
  readonly className?: string | undefined;
}

/** A share at a glance, beside its number; silent, because the number is not. */
export const Bar = ({ share, tone = 'sea', className }: Props) => (
  <span className={`${css.bar} ${className ?? ''}`} aria-hidden="true">
    <span className={`${css.filled} ${css[tone]}`} style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }} />
  </span>
);
