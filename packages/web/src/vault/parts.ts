import type { Parts } from '../local-store/slice.ts';

/** What two parts are compared by. A picture never changes under its name, so its type and size stand for it. */
export const printOf = (part: unknown): string =>
  JSON.stringify(part, (_, value: unknown) => {
    if (value instanceof Blob) return [value.type, value.size];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

/** What a part was when both sides last agreed. */
export type Prints = Readonly<Record<string, string>>;

/**
 * What is here and what is there, put together: whoever changed a part since both agreed has their way, and a part that is
 * deleted on one side and changed on the other stays.
 */
export const merge = (base: Prints, mine: Parts, theirs: Parts): Parts => {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [here, there] = [mine[key], theirs[key]];
    const before = base[key];
    const isMine = here === undefined ? before !== undefined : printOf(here) !== before;
    const isTheirs = there === undefined ? before !== undefined : printOf(there) !== before;
    const kept = !isMine ? there : !isTheirs ? here : (here ?? there);
    if (kept !== undefined) merged[key] = kept;
  }
  return merged;
};
