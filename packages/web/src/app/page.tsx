import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '../generated/messages/messages.js';
import css from './page.module.css';

/** The first page is read from its top by itself; after that a new page says its name by taking the focus. */
let first = true;

interface Props {
  readonly title: string;
  /** Stands beside the title: the page's date, its sign of freshness, its controls. */
  readonly beside?: ReactNode;
  /** wide: rooms; narrow: a message or one question. */
  readonly width?: 'wide' | 'narrow';
  readonly children: ReactNode;
}

export const Page = ({ title, beside, width = 'wide', children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = m.shell_title({ page: title });
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, [title]);
  return (
    <main id="main" className={`${css.page} ${css[width]}`}>
      <div className={css.head}>
        <h1 ref={heading} tabIndex={-1} className={css.title}>
          {title}
        </h1>
        {beside}
      </div>
      {children}
    </main>
  );
};
