import type { ReactNode } from 'react';
import css from './check.module.css';

interface Props {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
  /** The option's effect, in small print. */
  readonly hint?: string;
}

/** A checkbox with its label. */
export const Check = ({ on, onChange, children, hint }: Props) => (
  <label className={css.check}>
    <input type="checkbox" className={css.box} checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>
      {children}
      {hint && <small className={css.hint}>{hint}</small>}
    </span>
  </label>
);
