import type { SessionView } from '@onhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import { ask, whyOf } from '../../../api/ask.ts';
import { takeToken } from './link.ts';
import { Loading } from '../../../design/loading.tsx';
import { Message } from '../../../design/app/message.tsx';
import { Page } from '../../../design/app/page.tsx';
import { sessionQuery } from '../../../api/app/session.ts';
import { Ways } from './sign-in-ways.tsx';

type State =
  | { readonly kind: 'no-link' }
  | { readonly kind: 'trying' }
  | { readonly kind: 'used' }
  | { readonly kind: 'not-whole' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'away' };

let token: string | null = null;
/** Moves the token from the address bar to memory. Called once before the router reads the address. */
export const holdToken = (): void => {
  token = takeToken(location, history) ?? token;
};
export const hasToken = (): boolean => token !== null;

let asking: Promise<SessionView> | null = null;
/** Redeems the token with one request at a time: a link works once, so a second request would be refused. */
const redeem = (held: string): Promise<SessionView> =>
  (asking ??= ask('POST /api/session', { body: { token: held } }).finally(() => {
    asking = null;
  }));

const stateOf = (error: unknown): State => {
  const why = whyOf(error);
  if (why.kind === 'offline') return { kind: 'away' };
  if (why.error === 'link-used-or-expired') return { kind: 'used' };
  if (why.error === 'bad-input') return { kind: 'not-whole' };
  if (why.error === 'too-many-requests') return { kind: 'too-many' };
  return { kind: 'away' };
};

interface Props {
  /** Start page of a person with these roles, or null. */
  readonly homeOf: (roles: SessionView['roles']) => string | null;
}

export const SignIn = ({ homeOf }: Props) => {
  const router = useRouter();
  const client = useQueryClient();
  const [state, setState] = useState<State>(() => (hasToken() ? { kind: 'trying' } : { kind: 'no-link' }));

  const attempt = useCallback(async () => {
    if (token === null) return setState({ kind: 'no-link' });
    setState({ kind: 'trying' });
    try {
      const session = await redeem(token);
      token = null;
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      if (homeOf(session.roles) === '/panel') location.replace('/panel');
      else await router.navigate({ to: '/', replace: true });
    } catch (error) {
      const next = stateOf(error);
      // Drops the token only if it can never work again.
      if (next.kind === 'used' || next.kind === 'not-whole') token = null;
      setState(next);
    }
  }, [client, router, homeOf]);

  useEffect(() => {
    if (hasToken()) void attempt();
    // A second link that is opened in the same tab changes only the fragment.
    const onHash = () => {
      holdToken();
      if (hasToken()) void attempt();
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [attempt]);

  switch (state.kind) {
    case 'trying':
      return (
        <Page title={m.shell_signing_in()} width="narrow">
          <Loading label={m.shell_signing_in()} />
        </Page>
      );
    case 'no-link':
      return <Ways />;
    case 'used':
      return <Message title={m.shell_sign_in_used_title()} text={m.shell_sign_in_used_text()} />;
    case 'not-whole':
      return <Message title={m.shell_sign_in_bad_title()} text={m.shell_sign_in_bad_text()} />;
    case 'too-many':
    case 'away': {
      const many = state.kind === 'too-many';
      return (
        <Message
          title={many ? m.shell_sign_in_many_title() : m.shell_sign_in_away_title()}
          text={many ? m.shell_sign_in_many_text() : m.shell_sign_in_away_text()}
        >
          <Button kind="main" onClick={() => void attempt()}>
            {m.shell_try_again()}
          </Button>
        </Message>
      );
    }
  }
};
