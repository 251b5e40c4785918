import type { ReactNode, Ref } from 'react';
import css from './rows.module.css';

interface Props {
  readonly listRef?: Ref<HTMLUListElement>;
  readonly children: ReactNode;
}

/** A list of rows with a fine line under each. */
export const Rows = ({ listRef, children }: Props) => (
  <ul ref={listRef} className={css.rows}>
    {children}
  </ul>
);
