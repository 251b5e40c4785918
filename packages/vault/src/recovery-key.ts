import { type Bytes, randomBytes } from './bytes.ts';

// Crockford's: no I, L, O or U, so that nothing is mistaken for a digit or makes a word.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupCount = 8;
const dataLength = 4;
export const recoveryGroupCount = groupCount;

declare const brand: unique symbol;
/** 160 random bits as eight groups of five letters, the fifth of each telling a slip in its group. */
export type RecoveryKey = readonly string[] & { readonly [brand]: 'RecoveryKey' };

/** Multiplies by x in the field of 32 elements (x^5 + x^2 + 1). */
const timesX = (value: number): number => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;

/** One wrong letter, two that changed places, and a group in another's place all come to another letter. */
const checkOf = (group: readonly number[], place: number): number =>
  timesX([place + 1, ...group].reduce((sum, value) => timesX(sum) ^ value, 0));

const valuesOf = (letters: string): number[] => [...letters].map((letter) => alphabet.indexOf(letter));

const groupOf = (values: readonly number[], place: number): string =>
  [...values, checkOf(values, place)].map((value) => alphabet[value]).join('');

export const newRecoveryKey = (): RecoveryKey => {
  const values = Array.from(randomBytes(groupCount * dataLength), (byte) => byte & 31);
  return Array.from({ length: groupCount }, (_, n) =>
    groupOf(values.slice(n * dataLength, (n + 1) * dataLength), n),
  ) as unknown as RecoveryKey;
};

/** What a hand wrote, as it was meant: capitals, no spaces and hyphens, O as 0, I and L as 1. */
const normalise = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

/** Whether a group was typed as it stands in the key. */
export const matchesGroup = (typed: string, group: string | undefined): boolean => normalise(typed) === group;

export type ReadRecoveryKey =
  | { readonly kind: 'read'; readonly key: RecoveryKey }
  | { readonly kind: 'wrong-length' }
  /** Which groups have a slip in them, counted from 1. */
  | { readonly kind: 'mistyped'; readonly groups: readonly number[] };

export const readRecoveryKey = (typed: string): ReadRecoveryKey => {
  const letters = normalise(typed);
  if (letters.length !== groupCount * (dataLength + 1)) return { kind: 'wrong-length' };
  const groups = Array.from({ length: groupCount }, (_, n) => letters.slice(n * 5, n * 5 + 5));
  const wrong = groups.flatMap((group, n) => {
    const values = valuesOf(group);
    return values.includes(-1) || groupOf(values.slice(0, dataLength), n) !== group ? [n + 1] : [];
  });
  return wrong.length > 0 ? { kind: 'mistyped', groups: wrong } : { kind: 'read', key: groups as unknown as RecoveryKey };
};

/** Each letter but the checking ones has 5 bits, a byte each here: it is only derived from. */
export const recoveryKeyBytes = (key: RecoveryKey): Bytes => Uint8Array.from(key.flatMap((group) => valuesOf(group).slice(0, dataLength)));

/** Two groups, by chance, to be typed back. */
export const chooseAskedGroups = (): readonly [number, number] => {
  const [a = 0, b = 0] = randomBytes(2);
  const first = a % groupCount;
  const second = (first + 1 + (b % (groupCount - 1))) % groupCount;
  return first < second ? [first, second] : [second, first];
};
