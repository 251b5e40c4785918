import type { LinesView } from '@onhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { ask, failureOf } from '../../../api/ask.ts';
import { FindField } from '../../../design/app/filters.tsx';
import { called } from '../../../design/app/suggest.ts';
import { Table, type TableColumn, tableRow } from '../../../design/app/table.tsx';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './lists.module.css';
import { refusalInWords } from './use-matching.ts';

type Matched = LinesView['matched'][number];

interface Props {
  readonly matched: readonly Matched[];
  readonly saving: ReadonlySet<string>;
  readonly refusals: ReadonlyMap<string, string>;
  readonly onTakeBack: (match: Matched) => Promise<void>;
}

const step = 100;

const columns = (): readonly TableColumn<'chosen' | 'person' | 'line' | 'name' | 'act'>[] => [
  { id: 'chosen', label: m.admin_choose(), hidden: true, width: '2rem' },
  { id: 'person', label: m.admin_person() },
  { id: 'line', label: m.admin_line() },
  { id: 'name', label: m.admin_line_name() },
  { id: 'act', label: m.admin_take_back(), hidden: true },
];

/** Puts a person's lines back into their queues, after a question: it ends minutes that were promised. */
const PutBack = ({ person, personName }: Matched) => {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const putBack = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await ask('POST /api/lines/put-back', { body: { person } });
    } catch (error) {
      const why = failureOf(error);
      if (why.kind === 'refused' && why.error === 'not-signed-in') return location.replace('/sign-in');
      const isGone = why.kind === 'refused' && why.error === 'no-longer-possible';
      setProblem(isGone ? m.admin_lift_gone() : refusalInWords(why));
    } finally {
      await client.invalidateQueries({ queryKey: ['lines'] });
      setBusy(false);
      setSure(false);
    }
  };
  return (
    <div className={css.putBack}>
      {sure ? (
        <>
          <p role="alert">{m.admin_put_back_sure({ person: personName })}</p>
          <Button className={css.action} aria-disabled={busy} onClick={() => !busy && void putBack()}>
            {busy ? m.admin_saving() : m.admin_put_back()}
          </Button>
          <Button kind="quiet" className={css.action} autoFocus onClick={() => setSure(false)}>
            {m.people_cancel()}
          </Button>
        </>
      ) : (
        <>
          <span className={css.note}>{m.admin_paused_by_us()}</span>
          <Button className={css.action} aria-label={m.admin_put_back_of({ person: personName })} onClick={() => setSure(true)}>
            {m.admin_put_back()}
          </Button>
        </>
      )}
      <div role="alert">{problem !== null && <p className={css.problem}>{problem}</p>}</div>
    </div>
  );
};

/** Lists the lines with the people they are matched to. Matches are taken back one by one or together, and a paused line is put back. */
export const MatchedLines = ({ matched, saving, refusals, onTakeBack }: Props) => {
  const formats = useFormats();
  const field = useRef<HTMLInputElement>(null);
  const [find, setFind] = useState('');
  const [shown, setShown] = useState(step);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (matched.length === 0) return <p className={css.none}>{m.admin_matched_none()}</p>;
  const found = matched.filter(({ line, name, personName }) => called(`${line} ${name} ${personName}`, find));
  const picked = matched.filter(({ line }) => chosen.has(line));
  const takeBackPicked = async (): Promise<void> => {
    setChosen(new Set());
    for (const match of picked) await onTakeBack(match);
  };
  return (
    <>
      <div className={css.find}>
        <FindField label={m.admin_matched_find()} value={find} onChange={setFind} fieldRef={field} />
        {picked.length > 0 && (
          <Button className={css.action} onClick={() => void takeBackPicked()}>
            {m.admin_take_back_many({ count: picked.length, shown: formats.number(picked.length) })}
          </Button>
        )}
      </div>
      <div role="status">{found.length === 0 && <p className={css.none}>{m.admin_matched_found_none()}</p>}</div>
      {found.length > 0 && (
        <Table label={m.admin_matched()} columns={columns()}>
          {found.slice(0, shown).map((match) => {
            const { line, name, personName, reported, pausedByUs } = match;
            return (
              <tr key={line} role="row" className={tableRow.row}>
                <td role="cell">
                  <input
                    type="checkbox"
                    className={css.pick}
                    aria-label={m.admin_choose_of({ line })}
                    checked={chosen.has(line)}
                    onChange={({ currentTarget: { checked } }) => setChosen(new Set(checked ? [...chosen, line] : [...chosen].filter((one) => one !== line)))}
                  />
                </td>
                <th role="rowheader" scope="row" className={tableRow.strong}>
                  {personName}
                </th>
                <td role="cell">
                  {line}
                  {!reported && <p className={css.problem}>{m.admin_matched_unreported()}</p>}
                  <div role="alert">{refusals.has(line) && <p className={css.problem}>{refusals.get(line)}</p>}</div>
                </td>
                <td role="cell" className={tableRow.quiet}>
                  {name !== personName && name}
                </td>
                <td role="cell" className={tableRow.act}>
                  {pausedByUs && <PutBack {...match} />}
                  <Button
                    kind="quiet"
                    className={css.rowAction}
                    aria-disabled={saving.has(line)}
                    aria-label={m.admin_take_back_of({ line, person: personName })}
                    onClick={() => !saving.has(line) && void onTakeBack(match)}
                  >
                    {saving.has(line) ? m.admin_saving() : m.admin_take_back()}
                  </Button>
                </td>
              </tr>
            );
          })}
        </Table>
      )}
      {found.length > shown && (
        <Button className={css.more} onClick={() => setShown(shown + step)}>
          {m.admin_more()}
        </Button>
      )}
    </>
  );
};
