import { type Bytes, type Change, type ItemId, itemIdFor, type Purpose, toBase64Url } from '@onhook/vault';
import type { AnyVaultSlice, SliceParts } from '../local-store/slice.ts';
import { type VaultClient, type VaultUnavailable, refusedBy, type ReadVault } from './vault-client.ts';
import { decode, encode } from './codec.ts';
import { merge, fingerprintOf, type Fingerprints } from './parts.ts';

/** The data of one person that this browser stores. */
export interface Local {
  /** Changes a slice atomically and resolves to the result. */
  readonly change: (slice: AnyVaultSlice, change: (mine: SliceParts) => SliceParts) => Promise<SliceParts>;
  /** Reads the fingerprints of the slice's parts at its last synchronisation. */
  readonly readBase: (slice: AnyVaultSlice) => Promise<Fingerprints>;
  readonly saveBase: (slice: AnyVaultSlice, base: Fingerprints) => Promise<void>;
}

/** Content of one item of the vault. */
interface ItemContent {
  readonly slice: string;
  readonly parts: SliceParts;
}

/** Limits of one request, in changes and bytes. Further changes go into the next request. */
const maxChanges = 150;
const maxBytes = 4 * 1024 * 1024;
/** Largest allowed size of an item, in bytes. */
const maxItemBytes = 1024 * 1024 - 4;

const noParts: SliceParts = {};

/** Items that have been decrypted, so that the next run decrypts only new ones. */
type DecryptedItems = Map<string, { readonly fingerprint: string; readonly content: ItemContent | null }>;

const decodeItem = (bytes: Bytes, slices: readonly AnyVaultSlice[]): ItemContent | null => {
  try {
    const content = decode(bytes) as ItemContent;
    return slices.some(({ name }) => name === content.slice) && typeof content.parts === 'object' ? content : null;
  } catch {
    return null;
  }
};

const openAll = async (seen: ReadVault, opened: DecryptedItems, slices: readonly AnyVaultSlice[]): Promise<Map<string, Record<string, unknown>> | VaultUnavailable> => {
  const purposesUsed = new Set(slices.flatMap(({ purposes }) => purposes));
  const theirs = new Map<string, Record<string, unknown>>();
  for (const item of opened.keys()) if (!seen.head.entries.has(item)) opened.delete(item);
  const relevant = [...seen.head.entries].filter(([, { purpose }]) => purposesUsed.has(purpose));
  const found = await Promise.all(
    relevant.map(async ([item, { purpose, digest }]) => {
      const known = opened.get(item);
      const fingerprint = toBase64Url(digest);
      if (known?.fingerprint === fingerprint) return known.content;
      const decrypted = await seen.open(purpose, item as ItemId<typeof purpose>);
      if (decrypted.kind !== 'opened') return decrypted;
      const content = decodeItem(decrypted.content, slices);
      opened.set(item, { fingerprint, content });
      return content;
    }),
  );
  for (const content of found) {
    if (content && 'kind' in content) return refusedBy(content);
    if (content) theirs.set(content.slice, Object.assign(theirs.get(content.slice) ?? {}, content.parts));
  }
  return theirs;
};

/** Returns the fingerprints of the parts that are equal on both sides. A part that differs keeps its previous fingerprint. */
const agreedOn = (before: Fingerprints, mine: SliceParts, theirs: SliceParts): Fingerprints => {
  const fingerprints: Record<string, string> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [here, there] = [mine[key], theirs[key]];
    const isSame = (here === undefined) === (there === undefined) && fingerprintOf(here) === fingerprintOf(there);
    const fingerprint = isSame ? here !== undefined && fingerprintOf(here) : before[key];
    if (typeof fingerprint === 'string') fingerprints[key] = fingerprint;
  }
  return fingerprints;
};

/** Computes the changes to write to the vault for one slice, one for each item. */
const changesOf = async (seen: ReadVault, { name, group, purposeOf }: AnyVaultSlice, mine: SliceParts, theirs: SliceParts): Promise<{ change: Change; keys: string[]; size: number }[] | VaultUnavailable> => {
  const itemKeyOf = (key: string): string => {
    const part = mine[key] ?? theirs[key];
    return JSON.stringify([purposeOf(part), group(key, part)]);
  };
  const all = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const isChanged = (key: string): boolean => (mine[key] === undefined) !== (theirs[key] === undefined) || fingerprintOf(mine[key]) !== fingerprintOf(theirs[key]);
  const changed = new Set(all.filter(isChanged).map(itemKeyOf));
  const changes: { change: Change; keys: string[]; size: number }[] = [];
  for (const itemKey of changed) {
    const [purpose, groupName] = JSON.parse(itemKey) as [Purpose, string];
    const item = await itemIdFor(seen.vault, purpose, `${name}/${groupName}`);
    if (!item) return { kind: 'locked' };
    const keys = all.filter((key) => itemKeyOf(key) === itemKey);
    const parts = Object.fromEntries(keys.filter((key) => mine[key] !== undefined).map((key) => [key, mine[key]]));
    if (Object.keys(parts).length === 0) changes.push({ change: { kind: 'delete', item }, keys, size: 0 });
    else {
      const content = await encode({ slice: name, parts } satisfies ItemContent);
      changes.push({ change: { kind: 'put', purpose, item, content }, keys, size: content.length });
    }
  }
  return changes;
};

export type Synced = { readonly kind: 'synced' } | VaultUnavailable;

/** Creates a synchronisation of this browser's data with the vault, in both directions. */
export const createSync = (vaultClient: VaultClient, allSlices: () => Promise<readonly AnyVaultSlice[]>) => {
  const decryptedOf = new Map<string, DecryptedItems>();

  const runOnce = async (person: string, local: Local): Promise<{ readonly kind: 'synced'; readonly more: boolean; readonly tooLarge: boolean } | VaultUnavailable> => {
    const opened = decryptedOf.get(person) ?? new Map<string, { fingerprint: string; content: ItemContent | null }>();
    decryptedOf.set(person, opened);
    const agreed = new Map<AnyVaultSlice, Fingerprints>();
    let more = false;
    let tooLarge = false;
    const seen = await vaultClient.change(person, async (current) => {
      agreed.clear();
      more = tooLarge = false;
      const slices = await allSlices();
      const theirs = await openAll(current, opened, slices);
      if (!(theirs instanceof Map)) return theirs;
      const changes: Change[] = [];
      let bytes = 0;
      for (const slice of slices) {
        const there = theirs.get(slice.name) ?? noParts;
        const before = await local.readBase(slice);
        const mine = await local.change(slice, (parts) => merge(before, parts, there));
        // Parts from the vault are recorded as synchronised even if the write fails; otherwise they would look like changes made here.
        const base = agreedOn(before, mine, there);
        await local.saveBase(slice, base);
        const changesOfSlice = await changesOf(current, slice, mine, there);
        if ('kind' in changesOfSlice) return changesOfSlice;
        const postponed = new Set<string>();
        for (const { change, keys, size } of changesOfSlice) {
          if (size > maxItemBytes) tooLarge = true;
          else if (changes.length >= maxChanges || bytes + size > maxBytes) more = true;
          else {
            changes.push(change);
            bytes += size;
            continue;
          }
          for (const key of keys) postponed.add(key);
        }
        const fingerprintsOf = (fingerprints: [string, string][], arePostponed: boolean): [string, string][] => fingerprints.filter(([key]) => postponed.has(key) === arePostponed);
        const here = Object.entries(mine).map(([key, part]): [string, string] => [key, fingerprintOf(part)]);
        agreed.set(slice, Object.fromEntries([...fingerprintsOf(Object.entries(base), true), ...fingerprintsOf(here, false)]));
      }
      return changes;
    });
    if (seen.kind !== 'read') return seen;
    for (const [slice, base] of agreed) await local.saveBase(slice, base);
    return { kind: 'synced', more, tooLarge };
  };

  return {
    sync: async (person: string, local: Local): Promise<Synced> => {
      for (;;) {
        const result = await runOnce(person, local);
        if (result.kind !== 'synced') return result;
        if (!result.more) return result.tooLarge ? { kind: 'refused', why: 'too-large' } : { kind: 'synced' };
      }
    },
    /** Removes the person's decrypted items from memory. */
    forget: (person: string): void => void decryptedOf.delete(person),
  };
};
