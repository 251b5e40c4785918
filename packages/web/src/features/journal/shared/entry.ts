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

/** Adds it, or puts it in the place of what it was. */
export const withEntry = (entries: readonly Entry[], entry: Entry): readonly Entry[] =>
  [...entries.filter(({ id }) => id !== entry.id), entry].toSorted((a, b) => a.at - b.at);
