import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Cord } from '../cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import css from './message.module.css';
import { Page } from './page.tsx';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly more?: string;
  /** Share of the cord above the message that is uncoiled, 0 to 1. Less than 1 indicates a problem. */
  readonly uncoiled?: number;
  readonly children?: ReactNode;
}

/** Page with one message, and the actions that are possible then. */
export const Message = ({ title, text, more, uncoiled = 1, children }: Props) => (
  <Page title={title} width="narrow" picture={<Cord progress={uncoiled} width={544} />}>
    <p className={css.text}>{text}</p>
    {more && <p className={css.more}>{more}</p>}
    {children && <div className={css.ways}>{children}</div>}
  </Page>
);

/** A link to the start page that loads it in full, because the state in memory may be wrong after an error. */
const HomeLink = () => (
  <a className={css.link} href="/">
    {m.shell_go_home()}
  </a>
);

export const NotFound = () => (
  <Message title={m.shell_missing_title()} text={m.shell_missing_text()}>
    <HomeLink />
  </Message>
);

export const NotAllowed = () => (
  <Message title={m.shell_not_allowed_title()} text={m.shell_not_allowed_text()}>
    <HomeLink />
  </Message>
);

export const ServerUnavailable = ({ onRetry, busy = false }: { readonly onRetry: () => void; readonly busy?: boolean }) => (
  <Message
    uncoiled={0.25}
    title={busy ? m.shell_busy_title() : m.shell_away_title()}
    text={busy ? m.shell_busy_text() : m.shell_away_text()}
  >
    <Button kind="main" onClick={onRetry}>
      {m.shell_try_again()}
    </Button>
  </Message>
);
