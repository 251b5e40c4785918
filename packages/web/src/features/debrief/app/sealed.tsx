import type { RequestForMe } from '@onhook/contract';
import type { ShareId } from '@onhook/vault';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../../api/app/session.ts';
import { useAnswerDraft } from '../shared/use-answer-draft.ts';
import { openView, shareView } from '../shared/sealed.ts';
import { notSharedWords } from '../shared/words.ts';
import { Button } from '../../../design/button.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './debrief.module.css';
import { act } from './feed.ts';

/** Opens a question that was sealed for this person, and seals the answer for its asker. */
export const Sealed = ({ request }: { readonly request: RequestForMe }) => {
  const { person } = useSession().person;
  const { from, state } = request;
  const share = request.share as ShareId;
  const [read, setRead] = useState<string | null>(null);
  const [text, setText] = useAnswerDraft(person, request.request);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const open = async (): Promise<void> => {
    setBusy(true);
    const opened = await openView(person, from.person, share, null);
    setProblem(opened.kind === 'opened' ? '' : notSharedWords(opened.kind, from, m.debrief_lead_vault()));
    if (opened.kind === 'opened') setRead(opened.text);
    setBusy(false);
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    const shared = await shareView(person, from.person, share, text);
    setProblem(shared.kind === 'shared' ? '' : notSharedWords(shared.kind, from, m.debrief_lead_vault()));
    if (shared.kind === 'shared') {
      setText('');
      await act('POST /api/debrief/requests/:request/answer', { params: { request: request.request }, body: { answer: { kind: 'read' } } });
    }
    setBusy(false);
  };
  return (
    <div className={css.sealed}>
      {read === null ? (
        <Button disabled={busy} onClick={() => void open()}>
          {m.debrief_read_it()}
        </Button>
      ) : (
        <p className={css.text} dir="auto">
          {read}
        </p>
      )}
      {read !== null && state === 'asked' && (
        <>
          <TextArea label={m.debrief_your_view()} rows={3} value={text} onChange={setText} />
          <Button kind="main" disabled={busy || text.trim() === ''} onClick={() => void send()}>
            {m.debrief_send_view()}
          </Button>
        </>
      )}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      {problem === m.debrief_lead_vault() && <Link to="/vault">{m.vault_title()}</Link>}
    </div>
  );
};
