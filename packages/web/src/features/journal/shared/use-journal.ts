import { useState } from 'react';
import { changeKept } from '../../../local-store/index.ts';
import { stayKept } from '../../../local-store/stay.ts';
import { useKept } from '../../../local-store/use-kept.ts';
import { newId } from '../../../local-store/new-id.ts';
import { type JournalEntry, withEntry } from './entry.ts';
import { draftSlice, journalSlice } from './slice.ts';

/** Reads and changes a person's journal and the draft, which the panel and the page share. */
export const useJournal = (person: string, now: () => number) => {
  const [entries] = useKept(person, journalSlice);
  const [draft, changeDraft] = useKept(person, draftSlice);
  const [deleted, setDeleted] = useState<JournalEntry | null>(null);
  const put = (entry: JournalEntry): Promise<unknown> => changeKept(person, journalSlice, (all) => withEntry(all, entry));

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
      void stayKept();
    },
    remove: async (entry: JournalEntry): Promise<void> => {
      await changeKept(person, journalSlice, (all) => all.filter(({ id }) => id !== entry.id));
      setDeleted(entry);
    },
    undo: async (): Promise<void> => {
      if (deleted) await put(deleted);
      setDeleted(null);
    },
  };
};
