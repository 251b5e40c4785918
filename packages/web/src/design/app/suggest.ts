import type { LinesView } from '@onhook/contract';

export type PersonWithoutLine = LinesView['peopleWithoutLine'][number];

const normalize = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[\s,.]+/g, ' ').trim().toLowerCase();
/** Sorts the words of a name, so that "Okafor, Ben" equals "Ben Okafor". */
const sortedWords = (name: string): string => normalize(name).split(' ').sort().join(' ');

/** Finds the person without a line whose name equals the line's name at the phone system. Null when no person matches, or more than one. */
export const suggest = (lineName: string, people: readonly PersonWithoutLine[]): PersonWithoutLine | null => {
  const wanted = sortedWords(lineName);
  if (wanted === '') return null;
  const found = people.filter(({ name }) => sortedWords(name) === wanted);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** True if the name contains every typed word, in any order. */
export const called = (name: string, typed: string): boolean => {
  const normalized = normalize(name);
  return normalize(typed)
    .split(' ')
    .every((word) => normalized.includes(word));
};
