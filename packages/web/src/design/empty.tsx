import { Cord } from './cord/index.ts';
import css from './empty.module.css';

interface Props {
  readonly title: string;
  readonly text: string;
}

/** Placeholder for a page or list without entries: why it is empty, and how entries get there. */
export const Empty = ({ title, text }: Props) => (
  <section className={css.empty}>
    <div className={css.cord}>
      <Cord progress={1} width={544} />
    </div>
    <h2 className={css.title}>{title}</h2>
    <p>{text}</p>
  </section>
);
