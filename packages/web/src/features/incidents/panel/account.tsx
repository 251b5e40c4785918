import type { IncidentView } from '@onhook/contract';
import { dayAndTime } from '../../../design/times.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { factLines, kindName } from '../shared/words.ts';
import { length } from '../../../design/panel/time-words.ts';
import css from './incidents.module.css';

type AccountOf = Pick<IncidentView, 'kind' | 'severity' | 'happened' | 'done' | 'facts' | 'happenedAt'>;

const Words = ({ label, text }: { readonly label: string; readonly text: string }) =>
  text === '' ? null : (
    <div>
      <dt>{label}</dt>
      <dd dir="auto" className={css.words}>
        {text}
      </dd>
    </div>
  );

/** Full account of one incident, word for word. */
export const Account = ({ account }: { readonly account: AccountOf }) => {
  const when = (at: number): string => dayAndTime(at, regional());
  return (
    <dl className={css.account}>
      <div>
        <dt>{m.incidents_call()}</dt>
        {account.facts ? factLines(account.facts, 'agent', { when, length }).map((line) => <dd key={line}>{line}</dd>) : <dd>{when(account.happenedAt)}</dd>}
      </div>
      <Words label={m.incidents_kind()} text={kindName[account.kind]()} />
      <Words label={m.incidents_severity()} text={account.severity} />
      <Words label={m.incidents_happened()} text={account.happened} />
      <Words label={m.incidents_done()} text={account.done} />
    </dl>
  );
};
