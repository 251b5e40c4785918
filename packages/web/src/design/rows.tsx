import type { ReactNode, Ref } from 'react';
import css from './rows.module.css';

interface Props {
  readonly listRef?: Ref<HTMLUListElement>;
  readonly children: ReactNode;
}

/** Things one below the other, a fine line under each. */
export const Rows = ({ listRef, children }: Props) => (
  <ul ref={listRef} className={css.rows}>
    {children}
  </ul>
);
