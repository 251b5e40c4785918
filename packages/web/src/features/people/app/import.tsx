import type { ImportPreview } from '@onhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { csvFile, decodeText } from '@onhook/core/csv';
import { Download } from 'lucide';
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import { ask, failureOf } from '../../../api/ask.ts';
import type { Formats } from '../../../design/app/format.ts';
import { useFormats } from '../../../api/app/session.ts';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Rows } from '../../../design/rows.tsx';
import { saveFile } from '../../../design/save-file.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './people.module.css';
import { peopleActions, roleName } from './use-people.ts';

type Plan = Extract<ImportPreview, { kind: 'plan' }>;
type Because = Plan['refused'][number]['because'];

const why: Readonly<Record<Because, (input: { what: string }) => string>> = {
  'no-email': m.people_why_no_email,
  'bad-email': m.people_why_bad_email,
  'unknown-person': m.people_why_unknown_person,
  'no-name': m.people_why_no_name,
  'too-long': m.people_why_too_long,
  'unknown-role': m.people_why_unknown_role,
  'unknown-active': m.people_why_unknown_active,
  'email-taken': m.people_why_email_taken,
  twice: m.people_why_twice,
  'line-taken': m.people_why_line_taken,
  'line-paused': m.people_why_line_paused,
  'last-administrator': m.people_why_last_administrator,
};
const fieldNames: Readonly<Record<Plan['changed'][number]['changes'][number]['field'], () => string>> = {
  name: m.people_name,
  email: m.people_email,
  team: m.people_team,
  roles: m.people_roles,
  line: m.people_line,
  active: m.people_active,
};

const shown = (field: keyof typeof fieldNames, value: string): string => {
  if (field === 'active') return value === 'yes' ? m.people_import_yes() : m.people_import_no();
  return value || m.people_import_nothing();
};

const unreadable = ({ because, at }: Extract<ImportPreview, { kind: 'unreadable' }>): string => {
  switch (because) {
    case 'no-csv':
      return m.people_import_no_csv({ at });
    case 'no-columns':
      return m.people_import_no_columns();
    case 'too-many':
      return m.people_import_too_many();
  }
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode[] }) => {
  const formats = useFormats();
  if (children.length === 0) return null;
  return (
    <section className={css.part} aria-label={title}>
      <div className={css.head}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.note}>{m.people_import_rows({ count: children.length, shown: formats.number(children.length) })}</p>
      </div>
      <Rows>{children}</Rows>
    </section>
  );
};

const Row = ({ at, children }: { readonly at: number; readonly children: ReactNode }) => (
  <li className={css.row}>
    <p className={css.note}>{m.people_import_line({ at })}</p>
    {children}
  </li>
);

const Preview = ({ plan, formats }: { readonly plan: Plan; readonly formats: Formats }) => (
  <>
    {plan.same > 0 && <p className={css.part}>{m.people_import_same({ count: plan.same, shown: formats.number(plan.same) })}</p>}
    {plan.newTeams.length > 0 && <p className={css.part}>{m.people_import_new_teams({ teams: plan.newTeams.join(', ') })}</p>}
    <Part title={m.people_import_refused()}>
      {plan.refused.map(({ at, because, what }) => (
        <Row key={at} at={at}>
          <p className={css.problem}>{why[because]({ what })}</p>
        </Row>
      ))}
    </Part>
    <Part title={m.people_import_unreported()}>
      {plan.unreported.map(({ at, line }) => (
        <Row key={at} at={at}>
          <p className={css.problem}>{line}</p>
        </Row>
      ))}
    </Part>
    <Part title={m.people_import_changed()}>
      {plan.changed.map(({ at, name, changes }) => (
        <Row key={at} at={at}>
          <p className={css.name}>{name}</p>
          {changes.map(({ field, from, to }) => (
            <p key={field} className={css.change}>
              {m.people_import_change({ field: fieldNames[field](), from: shown(field, from), to: shown(field, to) })}
            </p>
          ))}
        </Row>
      ))}
    </Part>
    <Part title={m.people_import_new()}>
      {plan.added.map(({ at, name, email, team, roles, line }) => (
        <Row key={at} at={at}>
          <p className={css.name}>{name}</p>
          <p className={css.note}>{[email, team, roles.map(roleName).join(', '), line].filter(Boolean).join(' · ')}</p>
        </Row>
      ))}
    </Part>
  </>
);

/** A file with every column and an example, which an administrator replaces. */
const template = csvFile([
  ['email', 'name', 'team', 'roles', 'line', 'active'],
  ['sam.example@example.com', 'Sam Example', 'Billing', 'agent', 'PJSIP/1001', 'yes'],
]);

interface Props {
  /** Receives a sentence that reports the result. */
  readonly onDone: (words: string) => void;
  readonly onLeave: () => void;
}

/** Import of a file: shows the changes first, and makes them on confirmation. */
export const Import = ({ onDone, onLeave }: Props) => {
  const formats = useFormats();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [csv, setCsv] = useState('');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  /** True when the encoding was not said by the file, so that names may be wrong. */
  const [assumed, setAssumed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const look = async (text: string): Promise<void> => {
    setBusy(true);
    try {
      setPreview(await ask('POST /api/people/import/preview', { body: { csv: text } }));
    } catch (error) {
      setProblem(peopleActions.errorText(failureOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (!file) return;
    const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
    setPreview(null);
    if (decoded.kind === 'unknown-encoding') {
      setProblem(m.people_import_unknown_encoding());
      return;
    }
    const { text, encoding } = decoded;
    setCsv(text);
    setProblem(null);
    setAssumed(encoding === 'windows-1252');
    await look(text);
  };
  const apply = async ({ digest }: Plan): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { added, changed } = await ask('POST /api/people/import', { body: { csv, digest } });
      await client.invalidateQueries({ queryKey: ['people'] });
      onDone(m.people_import_done({ added: formats.number(added), changed: formats.number(changed) }));
    } catch (error) {
      const refused = failureOf(error);
      setBusy(false);
      if (refused.kind === 'refused' && refused.error === 'no-longer-possible') {
        await look(csv);
        setProblem(m.people_import_stale());
      } else setProblem(peopleActions.errorText(refused));
    }
  };

  const plan = preview?.kind === 'plan' ? preview : null;
  const changes = plan !== null && plan.added.length + plan.changed.length > 0;
  return (
    <>
      <p className={css.how}>{m.people_import_how()}</p>
      <input ref={input} type="file" accept=".csv,text/csv,text/plain" className={css.file} tabIndex={-1} aria-hidden="true" onChange={(event) => void choose(event)} />
      <div className={css.tools}>
        {changes && (
          <Button kind="main" aria-disabled={busy} onClick={() => void apply(plan)}>
            {m.people_import_apply()}
          </Button>
        )}
        <Button kind={changes ? 'plain' : 'main'} onClick={() => input.current?.click()}>
          {preview ? m.people_import_other() : m.people_import_choose()}
        </Button>
        <Button onClick={() => saveFile('people.csv', 'text/csv', template)}>
          <Icon of={Download} />
          {m.people_import_template()}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {m.people_back()}
        </Button>
      </div>
      <p role="alert" className={css.problem}>
        {problem ?? (preview?.kind === 'unreadable' ? unreadable(preview) : null)}
      </p>
      {busy && preview === null && <Loading label={m.people_import_reading()} />}
      <div role="status">{plan && !changes && plan.refused.length === 0 && <p className={css.none}>{m.people_import_none()}</p>}</div>
      {plan && assumed && <p className={css.part}>{m.people_import_windows_1252()}</p>}
      {plan && <Preview plan={plan} formats={formats} />}
    </>
  );
};
