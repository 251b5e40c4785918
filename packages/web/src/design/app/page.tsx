import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '../../generated/messages/messages.js';
import { useStore } from '../store.ts';
import css from './page.module.css';
import { waiting } from './waiting.ts';

/** A screen reader reads the first page from its top by itself; each later page announces its title by taking the focus. */
const arrival = { path: null as string | null, byNavigation: false };

/** True if the heading takes the focus: after a navigation, and again when the loading screen gives way to the page. */
const takesFocus = (path: string): boolean => {
  const arrived = path !== arrival.path;
  if (arrived) {
    arrival.byNavigation = arrival.path !== null;
    arrival.path = path;
  }
  return arrival.byNavigation && (arrived || document.activeElement === document.body);
};

interface Props {
  readonly title: string;
  /** Content beside the title: the page's date, its sign of freshness, its controls. */
  readonly beside?: ReactNode;
  /** wide: rooms; narrow: a message or one question. */
  readonly width?: 'wide' | 'narrow';
  /** A line above the title, for the page's context. */
  readonly over?: string | undefined;
  /** Above the title. */
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
    if (takesFocus(location.pathname)) heading.current?.focus({ preventScroll: true });
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
