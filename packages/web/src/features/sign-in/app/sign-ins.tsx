import type { OwnSignIn } from '@onhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../../api/ask.ts';
import type { Failure } from '../../../api/result.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { type RunAction, useActions } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './account.module.css';
import { deviceName } from './device-name.ts';
import { Passkeys } from './passkeys.tsx';

const signInsQuery = queryOptions({ queryKey: ['sign-ins'], queryFn: () => ask('GET /api/sign-ins') });

const acts = {
  queries: ['sign-ins', 'passkeys'],
  errorText: (why: Failure): string => (why.kind === 'offline' ? m.signins_failed_offline() : m.signins_failed()),
};

const started: Readonly<Record<'link' | 'oidc' | 'passkey', (input: { when: string }) => string>> = {
  link: m.signins_started_link,
  oidc: m.signins_started_oidc,
  passkey: m.signins_started_passkey,
};

interface RowProps {
  readonly signIn: OwnSignIn;
  readonly now: number;
  readonly act: RunAction;
}

const Row = ({ signIn, now, act }: RowProps) => {
  const formats = useFormats();
  const { id, isThisOne, how, startedAt, lastUsedAt, frames } = signIn;
  const name = deviceName(signIn);
  const begun = (how && how !== 'frame' ? started[how] : m.signins_started)({ when: formats.when(startedAt, now) });
  const end = (which: string, what: string) =>
    act({ key: which, done: m.signins_ended({ what }), work: () => ask('DELETE /api/sign-ins/:signIn', { params: { signIn: which } }) });
  return (
    <li className={css.row}>
      <div className={css.entry}>
        <div className={css.words}>
          <p className={css.name}>
            {name} {isThisOne && <span className={css.here}>{m.signins_this()}</span>}
          </p>
          <p className={css.note}>{begun}</p>
          {!isThisOne && <p className={css.note}>{m.signins_last_used({ when: formats.when(lastUsedAt, now) })}</p>}
        </div>
        {!isThisOne && (
          <Button kind="quiet" aria-label={m.signins_end_of({ what: name })} onClick={() => void end(id, name)}>
            {m.signins_end()}
          </Button>
        )}
      </div>
      {frames.length > 0 && (
        <ul className={css.frames}>
          {frames.map((frame) => {
            const what = m.signins_frame({ host: frame.host.replace(/^https?:\/\//, '') });
            return (
              <li key={frame.id} className={css.entry}>
                <div className={css.words}>
                  <p>{what}</p>
                  <p className={css.note}>{m.signins_last_used({ when: formats.when(frame.lastUsedAt, now) })}</p>
                </div>
                <Button kind="quiet" aria-label={m.signins_end_of({ what })} onClick={() => void end(frame.id, what)}>
                  {m.signins_end()}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
};

/** Each person's own page of the devices they are signed in on, and of their passkeys. */
const SignIns = () => {
  const { data: view, error, refetch } = useQuery(signInsQuery);
  const { done, act: doing } = useActions(acts);
  const [problem, setProblem] = useState<string | null>(null);
  const act: RunAction = async (what) => {
    const why = await doing(what);
    setProblem(why);
    return why;
  };
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.signins_title()}>
        <Loading label={m.signins_opening()} />
      </Page>
    );
  }
  const others = view.signIns.filter(({ isThisOne }) => !isThisOne);
  const here = view.signIns.find(({ isThisOne }) => isThisOne);
  return (
    <Page title={m.signins_title()}>
      <p className={css.how}>{m.signins_how()}</p>
      <div role="status">{done && <Notice of={done}>{done.words}</Notice>}</div>
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      <div className={css.columns}>
        <div>
          <Rows>
            {view.signIns.map((signIn) => (
              <Row key={signIn.id} signIn={signIn} now={view.serverNow} act={act} />
            ))}
          </Rows>
          {others.length > 0 && (
            <Button
              className={css.all}
              onClick={() => void act({ key: 'others', done: m.signins_others_ended(), work: () => ask('POST /api/sign-ins/end-others') })}
            >
              {m.signins_end_others()}
            </Button>
          )}
        </div>
        <Passkeys act={act} suggestedName={here ? deviceName(here) : ''} />
      </div>
    </Page>
  );
};
export default SignIns;
