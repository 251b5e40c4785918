import type { LinesView } from '@onhook/contract';
import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { SearchField } from '../../../design/search-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './lists.module.css';
import { called } from '../../../design/app/suggest.ts';

type Matched = LinesView['matched'][number];

interface Props {
  readonly matched: readonly Matched[];
  readonly saving: ReadonlySet<string>;
  readonly refusals: ReadonlyMap<string, string>;
  readonly onTakeBack: (match: Matched) => void;
}

const step = 50;

/** Lists the lines with the people they are matched to. Each match can be taken back. */
export const MatchedLines = ({ matched, saving, refusals, onTakeBack }: Props) => {
  const [find, setFind] = useState('');
  const [shown, setShown] = useState(step);
  if (matched.length === 0) return <p className={css.none}>{m.admin_matched_none()}</p>;
  const found = matched.filter(({ line, name, personName }) => called(`${line} ${name} ${personName}`, find));
  return (
    <>
      <div className={css.find}>
        <SearchField label={m.admin_matched_find()} value={find} onChange={setFind} />
      </div>
      <div role="status">{found.length === 0 && <p className={css.none}>{m.admin_matched_found_none()}</p>}</div>
      <ul className={css.rows}>
        {found.slice(0, shown).map((match) => (
          <li key={match.line} className={css.row}>
            <div className={css.matched}>
              <div className={css.owner}>
                <p className={css.person}>{match.personName}</p>
                <p className={css.note}>
                  {match.line}
                  {match.name !== '' && match.name !== match.personName && ` · ${match.name}`}
                </p>
                {!match.reported && <p className={css.problem}>{m.admin_matched_unreported()}</p>}
                <div role="alert">
                  {refusals.has(match.line) && <p className={css.problem}>{refusals.get(match.line)}</p>}
                </div>
              </div>
              <Button
                kind="quiet"
                className={css.action}
                aria-disabled={saving.has(match.line)}
                aria-label={m.admin_take_back_of({ line: match.line, person: match.personName })}
                onClick={() => !saving.has(match.line) && onTakeBack(match)}
              >
                {saving.has(match.line) ? m.admin_saving() : m.admin_take_back()}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button className={css.more} onClick={() => setShown(shown + step)}>
          {m.admin_more()}
        </Button>
      )}
    </>
  );
};
