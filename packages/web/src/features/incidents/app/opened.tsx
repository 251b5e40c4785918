import type { OpenedIncidentView } from '@onhook/contract';
import type { CustomerMeasure } from '@onhook/core/incident';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import { useFormats } from '../../../api/app/session.ts';
import type { RunAction } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { Check } from '../../../design/check.tsx';
import { Loading } from '../../../design/loading.tsx';
import { getLocale } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { saveFile } from '../../../design/save-file.ts';
import { dutyName, factLines, kindName } from '../shared/words.ts';
import css from './incidents.module.css';

interface Props {
  readonly incident: string;
  readonly now: number;
  readonly takesMeasures: boolean;
  readonly act: RunAction;
  readonly onProblem: (why: string | null) => void;
}

const asked: Readonly<Record<CustomerMeasure, (input: { when: string }) => string>> = {
  'moved-on': m.incidents_customer_moved_on,
  barred: m.incidents_customer_barred,
};

/** Lengths of the break that is owed, in minutes. */
const breaks = [10, 20, 30];

/** Shows one incident in its agent's words, with the measures owed. The agent learns that it was opened. */
export const Opened = ({ incident, now, takesMeasures, act, onProblem }: Props) => {
  const formats = useFormats();
  const params = { incident };
  const queries = useQueryClient();
  const queryKey = ['team-incident', incident];
  const { data: account, error } = useQuery({
    queryKey,
    queryFn: () => ask('GET /api/team-incidents/:incident', { params }),
    // The server records each request, so one per visit is enough.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (error && !account) return <p className={css.problem}>{m.incidents_not_opened()}</p>;
  if (!account) return <Loading label={m.shell_loading()} />;
  const when = (at: number): string => formats.when(at, now);
  const doing = (key: string, done: string, work: () => Promise<unknown>): void => void act({ key, done, work }).then(onProblem);
  const changing = (key: string, done: string, work: () => Promise<OpenedIncidentView>): void =>
    doing(key, done, async () => queries.setQueryData(queryKey, await work()));
  const words = [
    { label: m.incidents_their_severity(), text: account.severity },
    { label: m.incidents_happened(), text: account.happened },
    { label: m.incidents_their_done(), text: account.done },
  ].filter(({ text }) => text !== '');
  const { customer } = account;
  const measure = (which: CustomerMeasure): void =>
    changing('customer', m.incidents_said(), () => ask('POST /api/team-incidents/:incident/customer', { params, body: { measure: which } }));
  const giveBreak = (minutes: number): void =>
    changing('break', m.incidents_break_given({ name: account.personName }), () =>
      ask('POST /api/team-incidents/:incident/break', { params, body: { gift: crypto.randomUUID(), minutes } }),
    );
  return (
    <div className={css.opened}>
      <dl className={css.account}>
        <div>
          <dt>{m.incidents_call()}</dt>
          {account.facts ? factLines(account.facts, 'lead', { when, length: formats.wait }).map((line) => <dd key={line}>{line}</dd>) : <dd>{when(account.happenedAt)}</dd>}
        </div>
        <div>
          <dt>{m.incidents_kind()}</dt>
          <dd>{kindName[account.kind]()}</dd>
        </div>
        {words.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto" className={css.words}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
      <div className={css.duties}>
        <h2 className={css.title}>{m.incidents_owed_to({ name: account.personName })}</h2>
        {account.duties.map(({ duty, dueAt, doneAt, doneBy }) => (
          <div key={duty}>
            <Check
              on={doneAt !== null}
              onChange={(done) =>
                changing(duty, done ? m.incidents_ticked() : m.incidents_unticked(), () =>
                  ask('POST /api/team-incidents/:incident/duties/:duty', { params: { incident, duty }, body: { done } }),
                )
              }
              hint={
                doneAt === null
                  ? m.incidents_due({ when: formats.date(dueAt) })
                  : m.incidents_done_by({ when: when(doneAt), name: doneBy ?? m.looks_by_gone() })
              }
            >
              {dutyName[duty]()}
            </Check>
            {duty === 'break-given' && doneAt === null && (
              <div className={css.gift}>
                {breaks.map((minutes) => (
                  <Button key={minutes} aria-label={m.incidents_give_named({ minutes, name: account.personName })} onClick={() => giveBreak(minutes)}>
                    {m.debrief_give_minutes({ minutes })}
                  </Button>
                ))}
              </div>
            )}
          </div>
        ))}
        {customer && (
          <p className={css.note}>
            {asked[customer.measure]({ when: when(customer.askedAt) })} {customer.toldAt === null && m.incidents_customer_waiting()}
          </p>
        )}
        {!customer && takesMeasures && account.facts && (
          <>
            <p className={css.note}>{m.incidents_customer_how()}</p>
            <div className={css.ways}>
              <Button onClick={() => measure('moved-on')}>{m.incidents_customer_move_on()}</Button>
              <Button onClick={() => measure('barred')}>{m.incidents_customer_bar()}</Button>
            </div>
          </>
        )}
        <div className={css.ways}>
          <Button
            kind="quiet"
            onClick={() =>
              doing('file', m.incidents_taken(), async () => {
                const { name, html } = await ask('GET /api/team-incidents/:incident/file', { params, query: { language: getLocale() } });
                saveFile(name, 'text/html', html);
              })
            }
          >
            {m.incidents_take()}
          </Button>
        </div>
      </div>
    </div>
  );
};
