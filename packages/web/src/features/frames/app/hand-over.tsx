import { codeMessage, readHandOver } from '@onhook/contract/hand-over';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { ask, isSignedOut, failureOf } from '../../../api/ask.ts';
import { Loading } from '../../../design/loading.tsx';
import { ServerUnavailable, Message } from '../../../design/app/message.tsx';
import { Page } from '../../../design/app/page.tsx';
import { sessionQuery } from '../../../api/app/session.ts';
import { lockHere, tokenIn, waysQuery } from '../../sign-in/app/index.ts';

const asked = readHandOver(location.hash);

/** Frame that opened this window; null when it has another origin. */
const frame = (): Window | null => {
  const opener = window.opener as Window | null;
  try {
    return opener?.location.origin === location.origin ? opener : null;
  } catch {
    return null;
  }
};

const LinkForm = () => {
  const client = useQueryClient();
  const [link, setLink] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const redeem = async (): Promise<void> => {
    setProblem(null);
    try {
      client.setQueryData(sessionQuery.queryKey, await ask('POST /api/session', { body: { token: tokenIn(link) ?? link } }));
    } catch (error) {
      const why = failureOf(error);
      const isLink = why.kind === 'refused' && (why.error === 'bad-input' || why.error === 'link-used-or-expired');
      setProblem(isLink ? m.shell_sign_in_used_title() : m.shell_sign_in_away_text());
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void redeem();
      }}
    >
      <TextField label={m.frame_window_link()} value={link} onChange={setLink} problem={problem} spellCheck={false} />
      <Button kind="main" type="submit" disabled={link.trim() === ''}>
        {m.frame_window_use_link()}
      </Button>
    </form>
  );
};

type Outcome = 'none' | 'done' | 'not-allowed' | 'away';

const Confirm = ({ name, challenge, host, onNotMe }: { readonly name: string; readonly challenge: string; readonly host: string; readonly onNotMe: () => void }): ReactNode => {
  const [outcome, setOutcome] = useState<Outcome>('none');
  const [busy, setBusy] = useState(false);
  const handOver = async (): Promise<void> => {
    setBusy(true);
    try {
      const { code } = await ask('POST /api/frames/codes', { body: { challenge, host } });
      frame()?.postMessage(codeMessage(code), location.origin);
      // Leaves it to the frame to close this window, because a message is lost once the window that sent it is gone.
      setOutcome('done');
    } catch (error) {
      if (isSignedOut(error)) return onNotMe();
      setOutcome(failureOf(error).kind === 'refused' ? 'not-allowed' : 'away');
    } finally {
      setBusy(false);
    }
  };
  switch (outcome) {
    case 'done':
      return <Message title={m.frame_window_done_title()} text={m.frame_window_done_text()} />;
    case 'not-allowed':
      return <Message title={m.frame_window_not_allowed_title()} text={m.frame_window_not_allowed_text({ host })} />;
    case 'away':
      return <ServerUnavailable onRetry={() => void handOver()} />;
    case 'none':
      return (
        <Message title={m.frame_window_title()} text={m.frame_window_text({ host })} more={m.frame_window_who({ name })}>
          <Button kind="main" disabled={busy} onClick={() => void handOver()}>
            {m.frame_window_yes()}
          </Button>
          <Button kind="quiet" onClick={() => window.close()}>
            {m.frame_window_no()}
          </Button>
          <Button kind="quiet" onClick={onNotMe}>
            {m.frame_window_not_me()}
          </Button>
        </Message>
      );
  }
};

/** Window opened by a framed panel. Shows who is signed in, and asks if the page may embed their panel. */
const HandOver = () => {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const { data: ways } = useQuery(waysQuery);
  const client = useQueryClient();

  // The person may have signed in with the link in another window meanwhile.
  useEffect(() => {
    if (!error) return;
    const again = () => void refetch();
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, [error, refetch]);

  const leave = async (): Promise<void> => {
    await ask('DELETE /api/session').catch(() => null);
    if (session) await lockHere(session.person.person);
    await client.resetQueries({ queryKey: sessionQuery.queryKey });
  };

  if (!asked || !frame()) return <Message title={m.frame_window_lost_title()} text={m.frame_window_lost_text()} />;
  if (session) {
    if (!session.roles.includes('agent'))
      return (
        <Message title={m.frame_window_not_agent_title()} text={m.frame_window_not_agent_text()}>
          <Button onClick={() => void leave()}>{m.frame_window_not_me()}</Button>
        </Message>
      );
    return <Confirm {...asked} name={session.person.name} onNotMe={() => void leave()} />;
  }
  if (!error)
    return (
      <Page title={m.frame_window_title()} width="narrow">
        <Loading label={m.shell_loading()} />
      </Page>
    );
  if (!isSignedOut(error)) return <ServerUnavailable onRetry={() => void refetch()} />;
  return (
    <Message title={m.shell_sign_in_none_title()} text={m.frame_window_signed_out()}>
      <LinkForm />
      {(ways?.oidc || ways?.passkeys) && (
        // Opens in a separate window, because the frame must keep its reference to this one.
        <a href="/sign-in" target="_blank" rel="noreferrer">
          {m.signins_in_other()}
        </a>
      )}
    </Message>
  );
};
export default HandOver;
