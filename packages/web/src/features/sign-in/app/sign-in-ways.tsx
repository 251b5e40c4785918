import { oidcPath, readProblem, type SignInProblem } from '@onhook/contract/sign-in';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide';
import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import { ask, failureOf } from '../../../api/ask.ts';
import css from './sign-in.module.css';

export const waysQuery = queryOptions({ queryKey: ['ways'], queryFn: () => ask('GET /api/sign-in'), staleTime: Infinity });

const problems: Readonly<Record<SignInProblem, () => string>> = {
  unknown: m.signins_problem_unknown,
  'not-active': m.signins_problem_not_active,
  'other-centre': m.signins_problem_other_centre,
  'too-late': m.signins_problem_too_late,
  declined: m.signins_problem_declined,
  failed: m.signins_problem_failed,
  away: m.signins_problem_away,
};

const signInWithPasskey = async (): Promise<void> => {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { options } = await ask('POST /api/session/passkey/begin');
  const signed = await startAuthentication({ optionsJSON: options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'] });
  await ask('POST /api/session/passkey', { body: { signed: { ...signed, response: { ...signed.response }, clientExtensionResults: { ...signed.clientExtensionResults } } } });
};

/** Offers the centre's other ways to sign in, beside a one-time link. What went wrong is said under their buttons. */
export const OtherWays = () => {
  const { data: ways } = useQuery(waysQuery);
  const [problem, setProblem] = useState(() => {
    const named = readProblem(location.search);
    return named && problems[named]();
  });
  const [busy, setBusy] = useState(false);
  const byPasskey = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await signInWithPasskey();
      // Loads the page in full, because the state in memory was made while nobody was signed in.
      location.replace('/');
    } catch (error) {
      const offline = error instanceof Error && error.name === 'Error' && failureOf(error).kind === 'offline';
      setProblem(offline ? m.shell_sign_in_away_title() : m.signins_in_passkey_none());
      setBusy(false);
    }
  };
  const { oidc = null, passkeys = false } = ways ?? {};
  return (
    <>
      {(oidc || passkeys) && (
        <div className={css.others}>
          {oidc && <Button onClick={() => location.assign(oidcPath)}>{m.signins_in_oidc({ name: oidc.name })}</Button>}
          {passkeys && (
            <Button disabled={busy} onClick={() => void byPasskey()}>
              <Icon of={KeyRound} />
              {m.signins_in_passkey()}
            </Button>
          )}
        </div>
      )}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </>
  );
};
