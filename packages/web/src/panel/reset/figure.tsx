import type { Doing } from '@onhook/core/reset';
import css from './figure.module.css';

interface Props {
  readonly figure: Extract<Doing, { kind: 'move' }>['figure'];
  readonly seated: boolean;
}

/** A person of one line, doing what the sentence says. Still, it shows the middle of the movement. */
export const Figure = ({ figure, seated }: Props) => (
  <svg className={`${css.figure} ${css[figure]}`} viewBox="0 0 160 132" aria-hidden="true">
    {seated ? (
      <>
        <path d="M80 84H66L62 92V124M80 84H94L98 92V124" />
        <path className={css.ground} d="M54 92H106" />
      </>
    ) : (
      <path d="M80 84 70 124M80 84 90 124" />
    )}
    <path className={css.ground} d="M40 128H120" />
    <g className={css.upper}>
      <circle cx="80" cy="26" r="9" />
      <path d="M80 44V84" />
      <path d="M66 44H94" />
      <g className={css.left}>
        <path d="M66 44 60 62" />
        <path className={css.hand} d="M60 62 60 80" />
      </g>
      <g className={css.right}>
        <path d="M94 44 100 62" />
        <path className={css.hand} d="M100 62 100 80" />
      </g>
    </g>
  </svg>
);
