import type { ReactNode } from 'react';
import css from './check.module.css';

interface Props {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
  /** What it brings, in small print. */
  readonly hint?: string;
}

/** One thing that is on or off. */
export const Check = ({ on, onChange, children, hint }: Props) => (
  <label className={css.check}>
    <input type="checkbox" className={css.box} checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>
      {children}
      {hint && <small className={css.hint}>{hint}</small>}
    </span>
  </label>
);
