import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '../../generated/messages/messages.js';
import { useStore } from '../store.ts';
import css from './page.module.css';
import { waiting } from './waiting.ts';

/** Last navigation. A screen reader reads the first page by itself; each later page announces its title by focusing the heading. */
const lastArrival = { path: null as string | null, byNavigation: false };

/** True if the heading is to be focused: after a navigation, and again when the page replaces the loading screen. */
const shouldFocus = (path: string): boolean => {
  const arrived = path !== lastArrival.path;
  if (arrived) {
    lastArrival.byNavigation = lastArrival.path !== null;
    lastArrival.path = path;
  }
  return lastArrival.byNavigation && (arrived || document.activeElement === document.body);
};

interface Props {
  readonly title: string;
  /** Content beside the title, such as the date of the data or controls. */
  readonly beside?: ReactNode;
  /** wide: a page with data; narrow: a message or one question. */
  readonly width?: 'wide' | 'narrow';
  /** A line of context above the title. */
  readonly over?: string | undefined;
  /** Picture above the title. */
  readonly picture?: ReactNode;
  readonly children: ReactNode;
}

export const Page = ({ title, beside, width = 'wide', over, picture, children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const n = useStore(waiting);
  useEffect(() => {
    document.title = n === 0 ? m.shell_title({ page: title }) : m.shell_title_waiting({ n, page: title });
  }, [title, n]);
  useEffect(() => {
    if (shouldFocus(location.pathname)) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main id="main" className={`${css.page} ${css[width]}`}>
      {picture && <div className={css.picture}>{picture}</div>}
      {over && <p className={css.over}>{over}</p>}
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
