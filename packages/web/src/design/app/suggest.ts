import type { LinesView } from '@onhook/contract';

export type Person = LinesView['peopleWithoutLine'][number];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[\s,.]+/g, ' ').trim().toLowerCase();
/** "Okafor, Ben" and "Ben Okafor" are one name. */
const words = (name: string): string => plain(name).split(' ').sort().join(' ');

/** The one person without a line who is called what the phone system calls this line; null when none or several are. */
export const suggest = (lineName: string, people: readonly Person[]): Person | null => {
  const wanted = words(lineName);
  if (wanted === '') return null;
  const found = people.filter(({ name }) => words(name) === wanted);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** Whether a name holds every word of what was typed, in any order. */
export const called = (name: string, typed: string): boolean => {
  const read = plain(name);
  return plain(typed)
    .split(' ')
    .every((word) => read.includes(word));
};
