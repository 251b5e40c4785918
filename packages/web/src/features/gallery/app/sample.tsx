import type { ReactNode } from 'react';
import css from './gallery.module.css';

interface Props {
  /** Name in the code. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Shows one component in all its states. */
export const Sample = ({ name, children }: Props) => (
  <div className={css.sample}>
    <h3 className={css.code} lang="en" translate="no">
      {name}
    </h3>
    <div className={css.states}>{children}</div>
  </div>
);

/** Picture with a caption that says what it shows. */
export const SampleFigure = ({ caption, children, way }: { readonly caption: string; readonly children: ReactNode; readonly way?: ReactNode }) => (
  <figure className={css.figure}>
    <div className={css.drawn}>{children}</div>
    {way}
    <figcaption className={css.caption}>{caption}</figcaption>
  </figure>
);
