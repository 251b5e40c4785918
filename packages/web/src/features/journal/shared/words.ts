import { m } from '../../../generated/messages/messages.js';
import { type JournalEntry, type Grade, type LineId, linesOf } from './entry.ts';

export const lineLabels: Readonly<Record<LineId, () => string>> = {
  happened: m.journal_l_happened,
  hard: m.journal_l_hard,
  keep: m.journal_l_keep,
  try: m.journal_l_try,
  situation: m.journal_l_situation,
  thought: m.journal_l_thought,
  felt: m.journal_l_felt,
  else: m.journal_l_else,
  next: m.journal_l_next,
};

/** Mood and energy in words, from 1 (low) to 5 (very good). */
export const gradeWords: Readonly<Record<Grade, () => string>> = {
  1: m.journal_g1,
  2: m.journal_g2,
  3: m.journal_g3,
  4: m.journal_g4,
  5: m.journal_g5,
};

export const kindLabels: Readonly<Record<JournalEntry['kind'], () => string>> = {
  reflection: m.journal_reflect,
  thought: m.journal_think,
  moment: m.journal_moment,
};

/** Returns the answered prompts of an entry with their texts, in the order of the prompts. */
export const writtenIn = ({ kind, lines }: JournalEntry): readonly { readonly line: LineId; readonly text: string }[] =>
  linesOf[kind].flatMap((line) => {
    const text = lines[line]?.trim() ?? '';
    return text === '' ? [] : [{ line, text }];
  });

export const isEmpty = (entry: JournalEntry): boolean => writtenIn(entry).length === 0 && entry.mood === null && entry.energy === null;
