import { type ReactNode, useId } from 'react';
import css from './section.module.css';

interface Props {
  readonly title?: string;
  readonly children: ReactNode;
}

/** Section of a panel room, below the text that introduces the room. */
export const Section = ({ title, children }: Props) => {
  const id = useId();
  return (
    <section className={css.section} {...(title !== undefined && { 'aria-labelledby': id })}>
      {title !== undefined && (
        <h2 id={id} className={css.title}>
          {title}
        </h2>
      )}
      {children}
    </section>
  );
};
