import type { PhoneCheckView, PhoneSystemView } from '@onhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Check, CircleCheck, CircleHelp, TriangleAlert, X } from 'lucide';
import { useState } from 'react';
import { ask, failureOf } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { Page } from '../../../design/app/page.tsx';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Loading } from '../../../design/loading.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './phone-systems.module.css';

const phonesQuery = queryOptions({ queryKey: ['phone-systems'], queryFn: () => ask('GET /api/phone-systems'), refetchInterval: 15_000 });

const states = { up: m.admin_feed_up, connecting: m.admin_feed_connecting, 'needs-attention': m.admin_feed_needs_attention } as const;
const advice = { up: m.admin_feed_up_text, connecting: m.admin_feed_connecting_text, 'needs-attention': m.admin_feed_needs_attention_text } as const;

/** Abilities in the order of what matters to recovery time. */
const abilities: readonly { readonly name: () => string; readonly has: (capabilities: PhoneSystemView['capabilities']) => boolean }[] = [
  { name: m.phones_pauses, has: ({ pausesLines }) => pausesLines },
  { name: m.phones_single, has: ({ pausesSingleQueues }) => pausesSingleQueues },
  { name: m.phones_confirms, has: ({ confirmsPause }) => confirmsPause === 'event' },
  { name: m.phones_reason, has: ({ showsPauseReason }) => showsPauseReason },
  { name: m.phones_ends, has: ({ endsPauses }) => endsPauses },
  { name: m.phones_penalty, has: ({ setsPenalty }) => setsPenalty },
  { name: m.phones_holds, has: ({ reportsHolds }) => reportsHolds },
  { name: m.phones_wrap, has: ({ reportsAfterCallWork }) => reportsAfterCallWork },
  { name: m.phones_hung_up, has: ({ reportsWhoHungUp }) => reportsWhoHungUp },
];

const signs = {
  ok: { sign: CircleCheck, word: m.phones_ok },
  problem: { sign: TriangleAlert, word: m.phones_problem },
  unsure: { sign: CircleHelp, word: m.phones_unsure },
} as const;

const Abilities = ({ capabilities }: Pick<PhoneSystemView, 'capabilities'>) => {
  const lists = [
    { title: m.phones_can(), sign: Check, of: abilities.filter(({ has }) => has(capabilities)), kind: 'can' },
    { title: m.phones_cannot(), sign: X, of: abilities.filter(({ has }) => !has(capabilities)), kind: 'cannot' },
  ];
  return lists.map(({ title, sign, of, kind }) =>
    of.length === 0 ? null : (
      <div key={kind}>
        <h3 className={css.part}>{title}</h3>
        <ul className={css.list} data-kind={kind}>
          {of.map(({ name }) => (
            <li key={name()}>
              <Icon of={sign} size="1em" />
              {name()}
            </li>
          ))}
        </ul>
      </div>
    ),
  );
};

/** Runs the check of a connection and lists what it found. The findings are the program's own words, in English. */
const ConnectionCheck = ({ system: { source, mayBeChecked } }: { readonly system: PhoneSystemView }) => {
  const formats = useFormats();
  const [checking, setChecking] = useState(false);
  const [checked, setChecked] = useState<PhoneCheckView | null>(null);
  const [failed, setFailed] = useState(false);
  if (!mayBeChecked) return <p className={css.quiet}>{m.phones_check_none()}</p>;
  const check = async (): Promise<void> => {
    setChecking(true);
    setFailed(false);
    try {
      setChecked(await ask('POST /api/phone-systems/:source/check', { params: { source } }));
    } catch (error) {
      const why = failureOf(error);
      if (why.kind === 'refused' && why.error === 'not-signed-in') return location.replace('/sign-in');
      setFailed(true);
    } finally {
      setChecking(false);
    }
  };
  return (
    <>
      <Button aria-disabled={checking} onClick={() => !checking && void check()}>
        {m.phones_check()}
      </Button>
      <div role="status" className={css.checked}>
        {checking && <Loading label={m.phones_checking()} />}
        {failed && <p className={css.problem}>{m.phones_check_failed()}</p>}
        {checked && !checking && (
          <>
            <p className={css.quiet}>{m.phones_checked({ time: formats.time(checked.checkedAt) })}</p>
            <ul className={css.findings}>
              {checked.findings.map(({ kind, finding, advice: next }) => (
                <li key={finding} data-kind={kind}>
                  <Icon of={signs[kind].sign} />
                  <div>
                    <p className={css.word}>{signs[kind].word()}</p>
                    <p lang="en">{finding}</p>
                    {next !== '' && (
                      <p lang="en" className={css.quiet}>
                        {next}
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
};

const Connection = ({ system, now }: { readonly system: PhoneSystemView; readonly now: number }) => {
  const formats = useFormats();
  const { source, title, state, since, lastError, lines, notices } = system;
  return (
    <section className={css.system} aria-labelledby={`system-${source}`}>
      <div className={css.head}>
        <h2 id={`system-${source}`} className={css.title}>
          {title}
        </h2>
        <p className={css.state} data-state={state}>
          {m.phones_state_since({ state: states[state](), time: formats.when(since, now) })}
        </p>
        <p className={css.quiet}>{m.phones_lines({ count: lines, shown: formats.number(lines) })}</p>
      </div>
      <p className={css.quiet}>{advice[state]()}</p>
      {state !== 'up' && lastError !== null && (
        <p>
          {m.admin_feed_last_error()}: <q>{lastError}</q>
        </p>
      )}
      <div className={css.columns}>
        <Abilities capabilities={system.capabilities} />
        <div>
          <h3 className={css.part}>{m.phones_notices()}</h3>
          {notices.length === 0 ? (
            <p className={css.quiet}>{m.phones_notices_none()}</p>
          ) : (
            <ul className={css.notices}>
              {notices.map(({ at, kind, detail }, index) => (
                <li key={`${at} ${index}`}>
                  <time dateTime={new Date(at).toISOString()}>{formats.when(at, now)}</time>
                  <span lang="en">{detail === '' ? kind : detail}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <ConnectionCheck system={system} />
    </section>
  );
};

/** The connected phone systems: their state, what each can and cannot do, its last notices, and a check of its connection. */
const PhoneSystems = () => {
  const { data: view, error, refetch } = useQuery(phonesQuery);
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.phones_title()}>
        <Loading label={m.phones_opening()} />
      </Page>
    );
  }
  return (
    <Page title={m.phones_title()}>
      {view.connections.length === 0 && (
        <>
          <p className={css.title}>{m.admin_feeds_none_title()}</p>
          <p className={css.quiet}>{m.admin_feeds_none_text()}</p>
        </>
      )}
      {view.connections.map((system) => (
        <Connection key={system.source} system={system} now={view.serverNow} />
      ))}
    </Page>
  );
};
export default PhoneSystems;
