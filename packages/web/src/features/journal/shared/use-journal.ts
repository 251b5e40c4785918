import { useState } from 'react';
import { changeSlice } from '../../../local-store/index.ts';
import { requestPersistence } from '../../../local-store/stay.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { newId } from '../../../local-store/new-id.ts';
import { type JournalEntry, withEntry } from './entry.ts';
import { draftSlice, journalSlice } from './slice.ts';

/** Reads and changes a person's journal and the draft, which the panel and the page share. */
export const useJournal = (person: string, now: () => number) => {
  const [entries] = useSlice(person, journalSlice);
  const [draft, changeDraft] = useSlice(person, draftSlice);
  const [deleted, setDeleted] = useState<JournalEntry | null>(null);
  const put = (entry: JournalEntry): Promise<unknown> => changeSlice(person, journalSlice, (all) => withEntry(all, entry));

  return {
    /** Entries, oldest first; null until loaded. */
    entries,
    draft,
    /** Entry deleted last, for as long as it can be restored; null otherwise. */
    deleted,
    begin: (kind: JournalEntry['kind']): void => {
      setDeleted(null);
      changeDraft(() => ({ id: newId(), at: Math.round(now()), kind, lines: {}, mood: null, energy: null }));
    },
    change: (entry: JournalEntry): void => {
      setDeleted(null);
      changeDraft(() => entry);
    },
    write: (change: (entry: JournalEntry) => JournalEntry): void => changeDraft((before) => before && change(before)),
    leave: (): void => changeDraft(() => null),
    keep: async (): Promise<void> => {
      if (!draft) return;
      // Store the entry before clearing the draft, so that it can't get lost. Storing it twice has no effect.
      await put(draft);
      changeDraft(() => null);
      void requestPersistence();
    },
    remove: async (entry: JournalEntry): Promise<void> => {
      await changeSlice(person, journalSlice, (all) => all.filter(({ id }) => id !== entry.id));
      setDeleted(entry);
    },
    undo: async (): Promise<void> => {
      if (deleted) await put(deleted);
      setDeleted(null);
    },
  };
};
