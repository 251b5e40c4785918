import { type Bytes, randomBytes } from './bytes.ts';

// Crockford's alphabet has no I, L, O or U: no letter looks like a digit, and no group makes a word.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupCount = 8;
const dataLength = 4;
/** Number of groups in a recovery key. */
export const recoveryGroupCount = groupCount;

declare const brand: unique symbol;
/** 160 random bits as eight groups of five letters. The fifth letter of a group checks the other four. */
export type RecoveryKey = readonly string[] & { readonly [brand]: 'RecoveryKey' };

/** Multiplies by x in the field of 32 elements (x^5 + x^2 + 1). */
const timesX = (value: number): number => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;

/** Computes the check letter of a group. It detects one wrong letter, two swapped letters, and a group at another position. */
const checkLetter = (group: readonly number[], position: number): number =>
  timesX([position + 1, ...group].reduce((sum, value) => timesX(sum) ^ value, 0));

const valuesOf = (letters: string): number[] => [...letters].map((letter) => alphabet.indexOf(letter));

const groupOf = (values: readonly number[], position: number): string =>
  [...values, checkLetter(values, position)].map((value) => alphabet[value]).join('');

/** Creates a random recovery key. */
export const newRecoveryKey = (): RecoveryKey => {
  const values = Array.from(randomBytes(groupCount * dataLength), (byte) => byte & 31);
  return Array.from({ length: groupCount }, (_, n) =>
    groupOf(values.slice(n * dataLength, (n + 1) * dataLength), n),
  ) as unknown as RecoveryKey;
};

/** Normalises typed letters: capitals, no spaces, hyphens or dots, O as 0, I and L as 1. */
const normalise = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

/** True when a typed group is the group of the key. */
export const matchesGroup = (typed: string, group: string | undefined): boolean => normalise(typed) === group;

export type ReadRecoveryKey =
  | { readonly kind: 'read'; readonly key: RecoveryKey }
  | { readonly kind: 'wrong-length' }
  /** The groups with a typing error, counted from 1. */
  | { readonly kind: 'mistyped'; readonly groups: readonly number[] };

/**
 * Reads a typed recovery key, however it was spaced or capitalised.
 *
 * @returns the key; `wrong-length`, or `mistyped` with the groups to look at
 */
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

/** Returns the 32 letters that are no check letters, a byte (5 bits) each, as input of a key derivation. */
export const recoveryKeyBytes = (key: RecoveryKey): Bytes => Uint8Array.from(key.flatMap((group) => valuesOf(group).slice(0, dataLength)));

/** Chooses two groups at random (counted from 0, the lower first) for the person to type back. */
export const chooseAskedGroups = (): readonly [number, number] => {
  const [a = 0, b = 0] = randomBytes(2);
  const first = a % groupCount;
  const second = (first + 1 + (b % (groupCount - 1))) % groupCount;
  return first < second ? [first, second] : [second, first];
};
