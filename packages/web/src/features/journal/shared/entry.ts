/** Prompts for a reflection after a call. Each may be left empty. */
export const reflectionLines = ['happened', 'hard', 'keep', 'try'] as const;
/** Prompts for a thought record, which looks at a thought from five sides. */
export const thoughtLines = ['situation', 'thought', 'felt', 'else', 'next'] as const;

export type LineId = (typeof reflectionLines)[number] | (typeof thoughtLines)[number];
type EntryKind = 'reflection' | 'thought' | 'moment';

/** Grade from 1 (low) to 5 (high). */
export type Grade = 1 | 2 | 3 | 4 | 5;

export interface JournalEntry {
  readonly id: string;
  readonly at: number;
  /** Kind of entry. A `moment` has no texts, only mood or energy. */
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

/** Returns the entries with `entry` added, or with its earlier version replaced, oldest first. */
export const withEntry = (entries: readonly JournalEntry[], entry: JournalEntry): readonly JournalEntry[] =>
  [...entries.filter(({ id }) => id !== entry.id), entry].toSorted((a, b) => a.at - b.at);

/** Number of entries since Monday of this week, in this browser's time zone. */
export const sinceMonday = (entries: readonly JournalEntry[], now: number): number => {
  const monday = new Date(now);
  monday.setHours(0, 0, 0, 0);
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
  return entries.filter(({ at }) => at >= monday.getTime()).length;
};
