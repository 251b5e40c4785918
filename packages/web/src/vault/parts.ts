import type { SliceParts } from '../local-store/slice.ts';

/** Fingerprint of a part; equal parts have equal fingerprints. A picture never changes under its name, so its type and size represent it. */
export const fingerprintOf = (part: unknown): string =>
  JSON.stringify(part, (_, value: unknown) => {
    if (value instanceof Blob) return [value.type, value.size];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Fingerprint of each part at the time when both sides last agreed. */
export type Fingerprints = Readonly<Record<string, string>>;

/**
 * Merges the parts of this browser with those of the vault. A part takes the version of the side that changed it since both
 * agreed; a part deleted on one side and changed on the other stays.
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
