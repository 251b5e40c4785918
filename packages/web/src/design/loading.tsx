import { Cord } from './cord/index.ts';
import css from './loading.module.css';

/** Loading indicator: the cord, with a text below. */
export const Loading = ({ label }: { readonly label: string }) => (
  <div className={css.loading} role="status">
    <div className={css.cord}>
      <Cord progress={0.25} width={544} />
    </div>
    <p className={css.label}>{label}</p>
  </div>
);
