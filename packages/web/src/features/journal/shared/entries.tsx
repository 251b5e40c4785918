import { createIndex, find, type Phrase } from '@onhook/core/phrasebook';
import { Pencil, Trash2 } from 'lucide';
import { useMemo, useState } from 'react';
import { dayAndTime } from '../../../design/times.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { regional } from '../../../design/locale.ts';
import { Rows } from '../../../design/rows.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './journal.module.css';
import type { JournalEntry } from './entry.ts';
import { gradeWords, kindLabels, lineLabels, writtenIn } from './words.ts';

type Found = Phrase & { readonly entry: JournalEntry };

/** Returns the entry in the form the phrasebook's search needs. That search tolerates typos and runs inside the page. */
const findable = (entry: JournalEntry): Found => ({
  id: entry.id,
  situation: 'validate',
  text: writtenIn(entry)
    .map(({ text }) => text)
    .join('\n'),
  when: '',
  avoid: '',
  entry,
});

interface Props {
  readonly entries: readonly JournalEntry[];
  readonly onChange: (entry: JournalEntry) => void;
  readonly onDelete: (entry: JournalEntry) => void;
}

/** Lists the entries, newest first, with a search field once there are more than three. */
export const Entries = ({ entries, onChange, onDelete }: Props) => {
  const [query, setQuery] = useState('');
  const newest = useMemo(() => entries.toReversed(), [entries]);
  const index = useMemo(() => createIndex(newest.map(findable)), [newest]);
  const shown = query.trim() === '' ? newest : find(index, query, 50).map(({ entry }) => entry);
  return (
    <>
      {entries.length > 3 && <TextField type="search" label={m.journal_search()} value={query} onChange={setQuery} />}
      <p role="status" className={shown.length === 0 ? css.small : css.unsaid}>
        {shown.length === 0 && m.journal_not_found()}
      </p>
      <Rows>
        {shown.map((entry) => (
          <li key={entry.id} className={css.entry}>
            <p className={css.when}>
              {kindLabels[entry.kind]()} · <time dateTime={new Date(entry.at).toISOString()}>{dayAndTime(entry.at, regional())}</time>
            </p>
            <dl className={css.lines}>
              {writtenIn(entry).map(({ line, text }) => (
                <div key={line}>
                  <dt className={css.label}>{lineLabels[line]()}</dt>
                  <dd dir="auto" className={css.text}>
                    {text}
                  </dd>
                </div>
              ))}
            </dl>
            {entry.mood !== null && (
              <p className={css.small}>
                {m.journal_mood()}: {gradeWords[entry.mood]()}
              </p>
            )}
            {entry.energy !== null && (
              <p className={css.small}>
                {m.journal_energy()}: {gradeWords[entry.energy]()}
              </p>
            )}
            <span className={css.tools}>
              <IconButton label={m.journal_change()} onClick={() => onChange(entry)}>
                <Icon of={Pencil} />
              </IconButton>
              <IconButton label={m.journal_delete()} onClick={() => onDelete(entry)}>
                <Icon of={Trash2} />
              </IconButton>
            </span>
          </li>
        ))}
      </Rows>
    </>
  );
};
