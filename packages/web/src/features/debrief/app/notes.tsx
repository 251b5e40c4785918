import type { RequestForMe } from '@onhook/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats, useSession } from '../../../api/app/session.ts';
import { NoteList } from '../shared/note-list.tsx';
import type { NotShared } from '../shared/sealed.ts';
import { useNotes } from '../shared/use-notes.ts';
import { notSharedWords } from '../shared/words.ts';
import { Button } from '../../../design/button.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './debrief.module.css';
import { act } from './feed.ts';

interface Props {
  readonly request: RequestForMe;
  readonly now: number;
}

/** Short notes on a talk, kept by its two people and readable by both. */
export const Notes = ({ request, now }: Props) => {
  const { person } = useSession().person;
  const formats = useFormats();
  const { from: other } = request;
  const params = { request: request.request };
  const { notes, isFull, isBusy, draft, setDraft, write, takeBack } = useNotes(person, { ...params, notes: request.notes, other }, {
    link: async (share) => (await act('POST /api/debrief/requests/:request/notes', { params, body: { share } })).kind === 'ok',
    unlink: async (share) => (await act('DELETE /api/debrief/notes/:share', { params: { share } })).kind === 'ok',
  });
  const [problem, setProblem] = useState<NotShared | null>(null);
  const isClosed = problem === 'locked' || notes.some(({ text }) => text === null);
  return (
    <div className={css.notes}>
      <p className={css.when}>{m.debrief_notes_how()}</p>
      <NoteList notes={notes} time={(at) => formats.when(at, now)} onTakeBack={(share) => void takeBack(share)} />
      {isFull ? (
        <p className={css.when}>{m.debrief_notes_full()}</p>
      ) : (
        <>
          <TextArea label={m.debrief_note_text()} rows={2} value={draft} onChange={setDraft} />
          <Button disabled={isBusy || draft.trim() === ''} onClick={() => void write().then(setProblem)}>
            {m.debrief_note_send()}
          </Button>
        </>
      )}
      <p role="alert" className={css.problem}>
        {problem !== null && notSharedWords(problem, other, m.debrief_lead_vault())}
      </p>
      {isClosed && <Link to="/vault">{m.vault_title()}</Link>}
    </div>
  );
};
