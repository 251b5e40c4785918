import { Button } from '../../../design/button.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './note-list.module.css';
import type { Note } from './use-notes.ts';

interface Props {
  readonly notes: readonly Note[];
  readonly time: (at: number) => string;
  readonly onTakeBack: (share: string) => void;
}

/** Lists the notes of a talk with their writers. Each writer can take their own notes back. */
export const NoteList = ({ notes, time, onTakeBack }: Props) =>
  notes.length > 0 && (
  <Rows>
    {notes.map(({ share, by, at, seenAt, isMine, text }) => (
      <li key={share} className={css.note}>
        <p className={css.by}>
          {isMine ? m.debrief_note_yours({ time: time(at) }) : m.debrief_note_theirs({ name: by.name, time: time(at) })}
          {isMine && seenAt !== null && ` · ${m.debrief_note_seen()}`}
        </p>
        <p className={css.text} dir="auto">
          {text ?? m.debrief_note_closed()}
        </p>
        {isMine && (
          <Button kind="quiet" onClick={() => onTakeBack(share)}>
            {m.debrief_take_back()}
          </Button>
        )}
      </li>
    ))}
  </Rows>
);
