import { byMonth, datedList, slice } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';
import type { JournalEntry } from './entry.ts';
import { gradeWords, kindLabels, lineLabels, writtenIn } from './words.ts';

const purposes = { reflection: 'reflection', thought: 'thought-record', moment: 'taps' } as const;

const inText = (entry: JournalEntry, when: (at: number) => string): string =>
  [
    `**${when(entry.at)}** ${kindLabels[entry.kind]()}`,
    ...writtenIn(entry).map(({ line: of, text }) => `*${lineLabels[of]()}*\\\n${text}`),
    ...(entry.mood === null ? [] : [`*${m.journal_mood()}*: ${gradeWords[entry.mood]()}`]),
    ...(entry.energy === null ? [] : [`*${m.journal_energy()}*: ${gradeWords[entry.energy]()}`]),
  ].join('\n\n');

export const journalSlice = slice<readonly JournalEntry[]>({
  name: 'journal',
  initial: [],
  private: 'vault',
  ...datedList<JournalEntry>(),
  group: (key, part) => ((part as JournalEntry).kind === 'moment' ? byMonth(key, part) : key),
  purposes: Object.values(purposes),
  purposeOf: (part) => purposes[(part as JournalEntry).kind],
  text: (all, when) => [{ title: m.journal_open(), lines: all.map((entry) => inText(entry, when)) }],
});

/** Entry being written. The draft is stored on every change, because a call may close the window in the middle of a word. */
export const draftSlice = slice<JournalEntry | null>({ name: 'journal-draft', initial: null, private: 'device' });
