import type { LinesView } from '@onhook/contract';

export type PersonWithoutLine = LinesView['peopleWithoutLine'][number];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[\s,.]+/g, ' ').trim().toLowerCase();
/** The name's words in alphabetical order, so that "Okafor, Ben" and "Ben Okafor" compare as one name. */
const words = (name: string): string => plain(name).split(' ').sort().join(' ');

/** The person without a line whose name equals the line's name in the phone system; null when no person or several match. */
export const suggest = (lineName: string, people: readonly PersonWithoutLine[]): PersonWithoutLine | null => {
  const wanted = words(lineName);
  if (wanted === '') return null;
  const found = people.filter(({ name }) => words(name) === wanted);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** True if the name contains every typed word, in any order. */
export const called = (name: string, typed: string): boolean => {
  const read = plain(name);
  return plain(typed)
    .split(' ')
    .every((word) => read.includes(word));
};
