import type { SliceParts } from '../local-store/slice.ts';

/** Computes the fingerprint of a part. Equal parts have equal fingerprints. A picture is never changed under the same key, so its type and size represent it. */
export const fingerprintOf = (part: unknown): string =>
  JSON.stringify(part, (_, value: unknown) => {
    if (value instanceof Blob) return [value.type, value.size];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Fingerprint of each part at the last synchronisation. */
export type Fingerprints = Readonly<Record<string, string>>;

/**
 * Merges the parts of this browser with those of the vault. Of a part that one side has changed since the last synchronisation, that side's
 * version counts. A part that both sides have changed has this browser's version. A part that one side deleted and the other changed stays.
 */
export const merge = (base: Fingerprints, mine: SliceParts, theirs: SliceParts): SliceParts => {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [here, there] = [mine[key], theirs[key]];
    const before = base[key];
    const isChangedHere = here === undefined ? before !== undefined : fingerprintOf(here) !== before;
    const isChangedThere = there === undefined ? before !== undefined : fingerprintOf(there) !== before;
    const part = !isChangedHere ? there : !isChangedThere ? here : (here ?? there);
    if (part !== undefined) merged[key] = part;
  }
  return merged;
};
