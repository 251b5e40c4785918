import type { Slice } from '../../../local-store/store.ts';

/** After a call: four prompts, each may be left out. */
export const reflectionLines = ['happened', 'hard', 'keep', 'try'] as const;
/** A thought, looked at from five sides. */
export const thoughtLines = ['situation', 'thought', 'felt', 'else', 'next'] as const;

export type LineId = (typeof reflectionLines)[number] | (typeof thoughtLines)[number];
type EntryKind = 'reflection' | 'thought' | 'moment';

/** 1 low to 5 high. */
export type Grade = 1 | 2 | 3 | 4 | 5;

export interface Entry {
  readonly id: string;
  readonly at: number;
  /** `moment`: mood or energy alone. */
  readonly kind: EntryKind;
  readonly lines: Readonly<Partial<Record<LineId, string>>>;
  readonly mood: Grade | null;
  readonly energy: Grade | null;
}

export const linesOf: Readonly<Record<EntryKind, readonly LineId[]>> = {
  reflection: reflectionLines,
  thought: thoughtLines,
  moment: [],
};

export const journalSlice: Slice<readonly Entry[]> = { name: 'journal', nothing: [] };

/** What is being written; outlives the window, as a call may come in the middle of a word. */
export const draftSlice: Slice<Entry | null> = { name: 'journal-draft', nothing: null };

/** Adds it, or puts it in the place of what it was. */
export const withEntry = (entries: readonly Entry[], entry: Entry): readonly Entry[] =>
  [...entries.filter(({ id }) => id !== entry.id), entry].toSorted((a, b) => a.at - b.at);
