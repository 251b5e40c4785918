import type { NoteView, Somebody } from '@onhook/contract';
import { maxNotes } from '@onhook/core/debrief';
import type { ShareId } from '@onhook/vault';
import { useEffect, useState } from 'react';
import { changeSlice } from '../../../local-store/index.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { dropShare, type NotShared, openNote, shareNote } from './sealed.ts';
import { noteDraftSlice, notesSlice } from './slice.ts';
import { serverClock } from '../../../api/server-clock.ts';
import { useEvent } from '../../../design/use-event.ts';

export interface Talk {
  readonly request: string;
  readonly notes: readonly NoteView[];
  /** Other person in the talk. */
  readonly other: Somebody;
}

export interface Note extends NoteView {
  readonly isMine: boolean;
  /** Null while the note is being opened, or when it can't be read in this browser. */
  readonly text: string | null;
}

/** Links notes to their talk on the server. Both resolve to false when the server didn't do it. */
export interface Shelf {
  readonly link: (share: string) => Promise<boolean>;
  readonly unlink: (share: string) => Promise<boolean>;
}

export interface Notes {
  readonly notes: readonly Note[];
  readonly isFull: boolean;
  readonly isBusy: boolean;
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  /** Resolves to null once the note is sealed and linked to the talk, else to the reason. The draft stays until it is linked. */
  readonly write: () => Promise<NotShared | null>;
  readonly takeBack: (share: string) => Promise<void>;
}

/**
 * Notes that two people keep of their talk. Each note is sealed for the other person, and its writer keeps the text in their
 * own vault. While this hook is in use, it opens the other person's notes, and they see that it did.
 */
export const useNotes = (person: string, { request, notes, other }: Talk, { link, unlink }: Shelf): Notes => {
  const [own] = useSlice(person, notesSlice);
  const [kept, change] = useSlice(person, noteDraftSlice);
  const [opened, setOpened] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const draft = kept?.request === request ? kept.text : '';
  const setDraft = (text: string): void => change(() => ({ request, text }));

  const theirs = notes.filter(({ by }) => by.person !== person).map(({ share }) => share);
  const openTheirs = useEvent((isGone: () => boolean) => {
    for (const share of theirs) {
      if (opened[share] !== undefined) continue;
      void openNote(person, other.person, share as ShareId, request).then((note) => {
        if (!isGone() && note.kind === 'opened') setOpened((before) => ({ ...before, [share]: note.text }));
      });
    }
  });
  const theirShares = theirs.join(' ');
  useEffect(() => {
    let gone = false;
    openTheirs(() => gone);
    return () => {
      gone = true;
    };
  }, [theirShares, openTheirs]);

  const forget = (share: string): Promise<unknown> => changeSlice(person, notesSlice, (all) => all.filter(({ id }) => id !== share));
  const takeBack = async (share: string): Promise<void> => {
    if (await unlink(share)) await forget(share);
  };
  const write = async (): Promise<NotShared | null> => {
    setBusy(true);
    try {
      const shared = await shareNote(person, other.person, request, draft);
      if (shared.kind !== 'shared') return shared.kind;
      const note = { id: shared.share, at: serverClock.now(), text: draft };
      await changeSlice(person, notesSlice, (all) => [...all, note]);
      if (await link(shared.share)) {
        setDraft('');
        return null;
      }
      await forget(shared.share);
      await dropShare(shared.share);
      return 'failed';
    } finally {
      setBusy(false);
    }
  };

  return {
    notes: notes.map((note) => {
      const isMine = note.by.person === person;
      const text = isMine ? own?.find(({ id }) => id === note.share)?.text : opened[note.share];
      return { ...note, isMine, text: text ?? null };
    }),
    isFull: notes.length >= maxNotes,
    isBusy,
    draft,
    setDraft,
    write,
    takeBack,
  };
};
