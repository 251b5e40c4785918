import { type Bytes, type Change, type ItemId, itemIdFor, type Purpose, toBase64Url } from '@onhook/vault';
import type { AnyVaultSlice, SliceParts } from '../local-store/slice.ts';
import { type VaultClient, type NotNow, refusedBy, type ReadVault } from './vault-client.ts';
import { decode, encode } from './codec.ts';
import { merge, fingerprintOf, type Fingerprints } from './parts.ts';

/** The data of one person that this browser stores. */
export interface Local {
  /** Changes a slice in one step and resolves to the result. */
  readonly change: (slice: AnyVaultSlice, change: (mine: SliceParts) => SliceParts) => Promise<SliceParts>;
  readonly readBase: (slice: AnyVaultSlice) => Promise<Fingerprints>;
  readonly keepBase: (slice: AnyVaultSlice, base: Fingerprints) => Promise<void>;
}

interface Thing {
  readonly slice: string;
  readonly parts: SliceParts;
}

/** Limits of a single request, in changes and bytes; the rest goes into the next request. */
const mostPuts = 150;
const mostBytes = 4 * 1024 * 1024;
/** Largest allowed size of an item, in bytes. */
const mostBytesOfOne = 1024 * 1024 - 4;

const none: SliceParts = {};

/** Items already decrypted, so that the next look decrypts only the new ones. */
type OpenedThings = Map<string, { readonly fingerprint: string; readonly thing: Thing | null }>;

const readThing = (content: Bytes, slices: readonly AnyVaultSlice[]): Thing | null => {
  try {
    const thing = decode(content) as Thing;
    return slices.some(({ name }) => name === thing.slice) && typeof thing.parts === 'object' ? thing : null;
  } catch {
    return null;
  }
};

const openAll = async (seen: ReadVault, opened: OpenedThings, slices: readonly AnyVaultSlice[]): Promise<Map<string, Record<string, unknown>> | NotNow> => {
  const purposesUsed = new Set(slices.flatMap(({ purposes }) => purposes));
  const theirs = new Map<string, Record<string, unknown>>();
  for (const item of opened.keys()) if (!seen.head.entries.has(item)) opened.delete(item);
  const wanted = [...seen.head.entries].filter(([, { purpose }]) => purposesUsed.has(purpose));
  const found = await Promise.all(
    wanted.map(async ([item, { purpose, digest }]) => {
      const known = opened.get(item);
      const fingerprint = toBase64Url(digest);
      if (known?.fingerprint === fingerprint) return known.thing;
      const content = await seen.open(purpose, item as ItemId<typeof purpose>);
      if (content.kind !== 'opened') return content;
      const thing = readThing(content.content, slices);
      opened.set(item, { fingerprint, thing });
      return thing;
    }),
  );
  for (const thing of found) {
    if (thing && 'kind' in thing) return refusedBy(thing);
    if (thing) theirs.set(thing.slice, Object.assign(theirs.get(thing.slice) ?? {}, thing.parts));
  }
  return theirs;
};

/** Prints of the parts that are equal on both sides; parts that differ keep their previous print. */
const agreedOn = (before: Fingerprints, mine: SliceParts, theirs: SliceParts): Fingerprints => {
  const prints: Record<string, string> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [here, there] = [mine[key], theirs[key]];
    const isSame = (here === undefined) === (there === undefined) && fingerprintOf(here) === fingerprintOf(there);
    const fingerprint = isSame ? here !== undefined && fingerprintOf(here) : before[key];
    if (typeof fingerprint === 'string') prints[key] = fingerprint;
  }
  return prints;
};

/** Returns the changes that must be written to the vault for one slice, item by item. */
const changesOf = async (seen: ReadVault, { name, group, purposeOf }: AnyVaultSlice, mine: SliceParts, theirs: SliceParts): Promise<{ change: Change; keys: string[]; size: number }[] | NotNow> => {
  const itemKeyOf = (key: string): string => {
    const part = mine[key] ?? theirs[key];
    return JSON.stringify([purposeOf(part), group(key, part)]);
  };
  const all = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const isChanged = (key: string): boolean => (mine[key] === undefined) !== (theirs[key] === undefined) || fingerprintOf(mine[key]) !== fingerprintOf(theirs[key]);
  const changed = new Set(all.filter(isChanged).map(itemKeyOf));
  const changes: { change: Change; keys: string[]; size: number }[] = [];
  for (const itemKey of changed) {
    const [of, called] = JSON.parse(itemKey) as [Purpose, string];
    const item = await itemIdFor(seen.vault, of, `${name}/${called}`);
    if (!item) return { kind: 'locked' };
    const keys = all.filter((key) => itemKeyOf(key) === itemKey);
    const parts = Object.fromEntries(keys.filter((key) => mine[key] !== undefined).map((key) => [key, mine[key]]));
    if (Object.keys(parts).length === 0) changes.push({ change: { kind: 'delete', item }, keys, size: 0 });
    else {
      const content = await encode({ slice: name, parts } satisfies Thing);
      changes.push({ change: { kind: 'put', purpose: of, item, content }, keys, size: content.length });
    }
  }
  return changes;
};

export type Synced = { readonly kind: 'synced' } | NotNow;

/** Synchronises this browser's data with the vault, both ways. */
export const createSync = (vaultClient: VaultClient, allSlices: () => Promise<readonly AnyVaultSlice[]>) => {
  const openedOf = new Map<string, OpenedThings>();

  const once = async (person: string, local: Local): Promise<{ readonly kind: 'synced'; readonly more: boolean; readonly tooLarge: boolean } | NotNow> => {
    const opened = openedOf.get(person) ?? new Map<string, { fingerprint: string; thing: Thing | null }>();
    openedOf.set(person, opened);
    const agreed = new Map<AnyVaultSlice, Fingerprints>();
    let more = false;
    let tooLarge = false;
    const seen = await vaultClient.change(person, async (now) => {
      agreed.clear();
      more = tooLarge = false;
      const slices = await allSlices();
      const theirs = await openAll(now, opened, slices);
      if (!(theirs instanceof Map)) return theirs;
      const changes: Change[] = [];
      let bytes = 0;
      for (const slice of slices) {
        const there = theirs.get(slice.name) ?? none;
        const before = await local.readBase(slice);
        const mine = await local.change(slice, (parts) => merge(before, parts, there));
        // Parts taken from the vault count as agreed even if the write fails; otherwise they would look like changes made here.
        const base = agreedOn(before, mine, there);
        await local.keepBase(slice, base);
        const wanted = await changesOf(now, slice, mine, there);
        if ('kind' in wanted) return wanted;
        const left = new Set<string>();
        for (const { change, keys, size } of wanted) {
          if (size > mostBytesOfOne) tooLarge = true;
          else if (changes.length >= mostPuts || bytes + size > mostBytes) more = true;
          else {
            changes.push(change);
            bytes += size;
            continue;
          }
          for (const key of keys) left.add(key);
        }
        const printsOf = (prints: [string, string][], ofLeft: boolean): [string, string][] => prints.filter(([key]) => left.has(key) === ofLeft);
        const here = Object.entries(mine).map(([key, part]): [string, string] => [key, fingerprintOf(part)]);
        agreed.set(slice, Object.fromEntries([...printsOf(Object.entries(base), true), ...printsOf(here, false)]));
      }
      return changes;
    });
    if (seen.kind !== 'seen') return seen;
    for (const [slice, base] of agreed) await local.keepBase(slice, base);
    return { kind: 'synced', more, tooLarge };
  };

  return {
    sync: async (person: string, local: Local): Promise<Synced> => {
      for (;;) {
        const done = await once(person, local);
        if (done.kind !== 'synced') return done;
        if (!done.more) return done.tooLarge ? { kind: 'refused', why: 'too-large' } : { kind: 'synced' };
      }
    },
    /** Removes the person's decrypted items from memory. */
    forget: (person: string): void => void openedOf.delete(person),
  };
};
