import { type ReactNode, useId } from 'react';
import css from './section.module.css';

interface Props {
  readonly title?: string;
  readonly children: ReactNode;
}

/** A part of a room, below its sentence. */
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
