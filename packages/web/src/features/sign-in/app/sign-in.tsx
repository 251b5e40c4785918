import type { SessionView } from '@onhook/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { ask, failureOf } from '../../../api/ask.ts';
import { takeToken, tokenIn } from './link.ts';
import { Loading } from '../../../design/loading.tsx';
import { Page } from '../../../design/app/page.tsx';
import { sessionQuery } from '../../../api/app/session.ts';
import css from './sign-in.module.css';
import { OtherWays, waysQuery } from './sign-in-ways.tsx';
import { SignedOutOffer } from './signed-out.tsx';

type State = 'no-link' | 'trying' | 'used' | 'not-whole' | 'too-many' | 'away';

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
  const why = failureOf(error);
  if (why.kind === 'offline') return 'away';
  if (why.error === 'link-used-or-expired') return 'used';
  if (why.error === 'bad-input') return 'not-whole';
  if (why.error === 'too-many-requests') return 'too-many';
  return 'away';
};

const problems: Readonly<Record<Exclude<State, 'no-link' | 'trying'>, () => string>> = {
  used: m.shell_sign_in_used,
  'not-whole': m.shell_sign_in_bad,
  'too-many': m.shell_sign_in_many,
  away: m.shell_sign_in_away_text,
};

interface Props {
  /** Start page of a person with these roles, or null. */
  readonly homeOf: (roles: SessionView['roles']) => string | null;
}

/** The page of people who aren't signed in: a field for a one-time link, and the centre's other ways. */
export const SignIn = ({ homeOf }: Props) => {
  const router = useRouter();
  const client = useQueryClient();
  const { data: ways } = useQuery(waysQuery);
  const [state, setState] = useState<State>(() => (hasToken() ? 'trying' : 'no-link'));
  const [pasted, setPasted] = useState('');

  const attempt = useCallback(async () => {
    if (token === null) return setState('no-link');
    setState('trying');
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
      if (next === 'used' || next === 'not-whole') token = null;
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

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // A link that couldn't be tried is kept, and tried again unless another is pasted.
    if (token === null || pasted.trim() !== '') token = tokenIn(pasted);
    if (token === null) return setState('not-whole');
    void attempt();
  };

  if (state === 'trying')
    return (
      <Page title={m.shell_signing_in()} width="narrow">
        <Loading label={m.shell_signing_in()} />
      </Page>
    );
  const keepsLink = state === 'too-many' || state === 'away';
  return (
    <>
      <div className={css.cord}>
        <Cord progress={0.45} width={1920} />
      </div>
      <Page title={m.signins_in_title()} over={ways?.centre} width="narrow">
        <form className={css.form} onSubmit={submit}>
          <TextField
            label={m.shell_sign_in_link()}
            hint={m.shell_sign_in_link_how()}
            problem={state === 'no-link' ? null : problems[state]()}
            value={pasted}
            onChange={setPasted}
            spellCheck={false}
          />
          <Button kind="main" type="submit">
            {keepsLink && pasted.trim() === '' ? m.shell_try_again() : m.shell_sign_in()}
          </Button>
        </form>
        <OtherWays />
        <SignedOutOffer />
      </Page>
    </>
  );
};
