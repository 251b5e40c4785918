import type { ReactNode } from 'react';
import { m } from '../../generated/messages/messages.js';
import { Logo } from '../../design/cord/index.ts';
import css from './shell.module.css';

/** Frame of the pages for people who are not signed in, with the product's name above the page. */
export const Bare = ({ children }: { readonly children: ReactNode }) => (
  <>
    <header className={css.bar}>
      <div className={css.header}>
        <p className={css.brand}>
          <Logo />
          <span>{m.shell_name()}</span>
        </p>
      </div>
    </header>
    {children}
  </>
);
