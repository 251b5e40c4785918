import type { OwnRequest, RequestForMe, Somebody } from '@onhook/contract';
import type { ShareId } from '@onhook/vault';
import { type ReactNode, useEffect, useState } from 'react';
import { Choice } from '../../../design/choice.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { m } from '../../../generated/messages/messages.js';
import { openView, type NotShared, peopleWithoutVault, shareView } from '../shared/sealed.ts';
import { viewDraftSlice } from '../shared/slice.ts';
import { NoteList } from '../shared/note-list.tsx';
import { useAnswerDraft } from '../shared/use-answer-draft.ts';
import { type Talk, useNotes } from '../shared/use-notes.ts';
import { notSharedWords } from '../shared/words.ts';
import { journalSlice, writtenIn } from '../../journal/shared/index.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import type { Announce } from '../../../design/panel/announce.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import type { Way } from '../../../design/panel/use-screen.ts';
import { time } from '../../../design/panel/time-words.ts';
import css from './debrief.module.css';
import type { Result } from '../../../api/result.ts';
import { problemOf } from '../../../api/panel/problem.ts';
import { actInDebrief } from './feed.ts';
import { useEvent } from '../../../design/use-event.ts';

const why = (reason: NotShared | 'not-found', who: Pick<Somebody, 'name'>): string => notSharedWords(reason, who, m.debrief_own_vault());

interface Common {
  readonly person: string;
  readonly back: Way;
}

export interface AskProps extends Common {
  readonly to: Somebody;
  readonly choose: ReactNode;
  readonly onShared: (share: string) => Promise<void>;
}

const mostEntries = 3;
const labelLength = 40;

/** Newest entries of this person's journal as text, the latest first. */
const useWritten = (person: string): readonly { readonly id: string; readonly label: string; readonly text: string }[] => {
  const [entries] = useSlice(person, journalSlice);
  return (entries ?? [])
    .map((entry) => ({ id: entry.id, text: writtenIn(entry).map((line) => line.text).join('\n') }))
    .filter(({ text }) => text !== '')
    .slice(-mostEntries)
    .toReversed()
    .map(({ id, text }) => {
      const [first = ''] = text.split('\n');
      const label = [...first];
      return { id, text, label: label.length > labelLength ? `${label.slice(0, labelLength).join('')}…` : first };
    });
};

/** Sends one person a text that only they can read, and asks for their view of it. */
export const AskView = ({ person, to, choose, back, onShared }: AskProps) => {
  const written = useWritten(person);
  const [kept, change] = useSlice(person, viewDraftSlice);
  const text = kept ?? '';
  const setText = (next: string): void => change(() => next);
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => void peopleWithoutVault().then(setWithout), []);
  // Said before anything is written: after sending, the refusal would come too late.
  const cannotReceive = without.has(to.person);
  const send = async (): Promise<void> => {
    setSending(true);
    const shared = await shareView(person, to.person, null, text);
    setProblem(shared.kind === 'shared' ? '' : why(shared.kind, to));
    if (shared.kind === 'shared') {
      await onShared(shared.share);
      setText('');
    }
    setSending(false);
  };
  return (
    <Room
      back={back}
      title={m.debrief_view_title()}
      main={{ label: m.debrief_send_view(), disabled: sending || cannotReceive || text.trim() === '', onTake: () => void send() }}
    >
      {choose}
      {cannotReceive && <Paragraph>{why('they-have-no-vault', to)}</Paragraph>}
      {written.length > 0 && (
        <Paragraph>{m.debrief_view_from()}</Paragraph>
      )}
      {written.length > 0 && (
        <Choice
          label={m.debrief_view_from()}
          options={written}
          chosen={written.filter((one) => one.text === text).map(({ id }) => id)}
          many={false}
          onChoose={(id) => setText(written.find((one) => one.id === id)?.text ?? text)}
        />
      )}
      <TextArea label={m.debrief_view_text()} hint={m.debrief_view_how()} rows={4} value={text} onChange={setText} />
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </Room>
  );
};

type Read = { readonly kind: 'opening' } | { readonly kind: 'opened'; readonly text: string } | { readonly kind: 'not'; readonly why: string };

const useRead = (person: string, from: Somebody | null, share: string | null, answers: string | null): Read => {
  const [read, setRead] = useState<Read>({ kind: 'opening' });
  const openShare = useEvent((isGone: () => boolean): void => {
    if (!from || share === null) return setRead({ kind: 'not', why: m.debrief_gone() });
    void openView(person, from.person, share as ShareId, answers as ShareId | null).then((opened) => {
      if (isGone()) return;
      if (opened.kind === 'opened') setRead(opened);
      else setRead({ kind: 'not', why: why(opened.kind, from) });
    });
  });
  useEffect(() => {
    let gone = false;
    openShare(() => gone);
    return () => {
      gone = true;
    };
  }, [share, openShare]);
  return read;
};

const Sealed = ({ read }: { readonly read: Read }) =>
  read.kind === 'opened' ? (
    <p className={css.text} dir="auto">
      {read.text}
    </p>
  ) : read.kind === 'not' ? (
    <Paragraph>{read.why}</Paragraph>
  ) : null;

export interface AnswerProps extends Common {
  readonly request: RequestForMe;
  readonly announce: Announce;
}

/** Opens a text that somebody shared, and seals an answer for them. */
export const Answer = ({ person, request, back, announce }: AnswerProps) => {
  const { from, share } = request;
  const read = useRead(person, from, share, null);
  const [text, setText] = useAnswerDraft(person, request.request);
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setSending(true);
    const shared = await shareView(person, from.person, share as ShareId, text);
    setProblem(shared.kind === 'shared' ? '' : why(shared.kind, from));
    if (shared.kind === 'shared') {
      const params = { request: request.request };
      const refusal = problemOf(await actInDebrief('POST /api/debrief/requests/:request/answer', { params, body: { answer: { kind: 'read' } } }));
      setText('');
      if (refusal) announce(refusal);
      else back.onTake();
    }
    setSending(false);
  };
  return (
    <Room
      back={back}
      title={m.debrief_asks_view(from)}
      main={{ label: m.debrief_send_view(), disabled: sending || read.kind !== 'opened' || text.trim() === '', onTake: () => void send() }}
    >
      <Sealed read={read} />
      {read.kind === 'opened' && <TextArea label={m.debrief_your_view()} rows={3} value={text} onChange={setText} />}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </Room>
  );
};

export interface ReadProps extends Common {
  readonly request: OwnRequest;
}

/** Shows the answer of a person with whom a text was shared. */
export const ReadAnswer = ({ person, request, back }: ReadProps) => {
  const read = useRead(person, request.answeredBy, request.answerShare, request.share);
  return (
    <Room back={back} title={m.debrief_answer_title({ name: request.answeredBy?.name ?? '' })}>
      <Sealed read={read} />
    </Room>
  );
};

export interface NotesProps extends Common {
  readonly talk: Talk;
  readonly announce: Announce;
}

/** Notes that two people keep of their talk. */
export const NotesOfTalk = ({ person, talk, back, announce }: NotesProps) => {
  const { other } = talk;
  const params = { request: talk.request };
  const done = async (doing: Promise<Result<unknown>>): Promise<boolean> => {
    const result = await doing;
    announce(problemOf(result));
    return result.kind === 'ok';
  };
  const { notes, isFull, isBusy, draft, setDraft, write, takeBack } = useNotes(person, talk, {
    link: (share) => done(actInDebrief('POST /api/debrief/requests/:request/notes', { params, body: { share } })),
    unlink: (share) => done(actInDebrief('DELETE /api/debrief/notes/:share', { params: { share } })),
  });
  const [problem, setProblem] = useState('');
  const keep = async (): Promise<void> => {
    const refusal = await write();
    setProblem(refusal === null ? '' : why(refusal, other));
  };
  return (
    <Room
      back={back}
      title={m.debrief_notes_title(other)}
      {...(!isFull && { main: { label: m.debrief_note_send(), disabled: isBusy || draft.trim() === '', onTake: () => void keep() } })}
    >
      <Paragraph>{m.debrief_notes_how()}</Paragraph>
      <NoteList notes={notes} time={time} onTakeBack={(share) => void takeBack(share)} />
      {isFull ? <Paragraph>{m.debrief_notes_full()}</Paragraph> : <TextArea label={m.debrief_note_text()} rows={3} value={draft} onChange={setDraft} />}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </Room>
  );
};
