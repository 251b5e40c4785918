import { type Bytes, concat, framedText, randomBytes, isEqual, toBase64Url } from './bytes.ts';
import { digestOf, type Manifest, rememberManifest, sealManifest } from './manifest.ts';
import type { Memory } from './memory.ts';
import { maxContentBytes } from './padding.ts';
import type { VaultOwner } from './owner.ts';
import type { Purpose } from './purposes.ts';
import { refuse, type Refusal } from './refusal.ts';
import { keyedName, open, type Opened, seal } from './sealing.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

declare const brand: unique symbol;
/** The name of one thing in the vault. Says nothing of what it is, and is for one purpose only. */
export type ItemId<P extends Purpose = Purpose> = string & { readonly [brand]: P };

export const newItemId = <P extends Purpose>(_purpose: P): ItemId<P> => toBase64Url(randomBytes(16)) as ItemId<P>;

/** The one thing of its kind, the same on every device of the person, and for nobody else to be told by; null: locked. */
export const itemIdFor = async <P extends Purpose>(vault: Vault, purpose: P, name: string): Promise<ItemId<P> | null> => {
  const secrets = secretsOf(vault);
  if (!secrets) return null;
  const named = await keyedName(secrets.master, concat(framedText(purpose), framedText(name)));
  return toBase64Url(named.slice(0, 16)) as ItemId<P>;
};

const binding = (place: VaultOwner, item: string, version: number, purpose: Purpose) =>
  ({ format: 'item', place, thing: item, version, purpose }) as const;

/** What there is of one purpose. */
export const itemIdsOf = <P extends Purpose>(head: Manifest, purpose: P): readonly ItemId<P>[] =>
  [...head.entries].filter(([, entry]) => entry.purpose === purpose).map(([item]) => item as ItemId<P>);

export type Change =
  | { readonly kind: 'put'; readonly purpose: Purpose; readonly item: ItemId; readonly content: Bytes }
  | { readonly kind: 'delete'; readonly item: ItemId };

/** For the server, all at once or not at all: it takes them only where `head.version - 1` is what it has. */
export interface SealedChanges {
  readonly kind: 'sealed';
  readonly manifest: Manifest;
  readonly sealedManifest: Bytes;
  readonly put: readonly { readonly item: ItemId; readonly version: number; readonly sealed: Bytes }[];
  readonly deleted: readonly ItemId[];
  /** To be kept once the server has taken them. */
  readonly memory: Memory;
}

/** Seals changes and the list of everything as it is with them. */
export const sealChanges = async (vault: Vault, before: Manifest, memory: Memory, changes: readonly Change[], now: number): Promise<SealedChanges | Refusal> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  if (changes.some((change) => change.kind === 'put' && change.content.length > maxContentBytes)) return refuse('too-large');
  const entries = new Map(before.entries);
  const put = new Map<ItemId, SealedChanges['put'][number]>();
  const deleted = new Set<ItemId>();
  for (const change of changes) {
    const { item } = change;
    const known = before.entries.get(item);
    if (change.kind === 'delete') {
      entries.delete(item);
      put.delete(item);
      deleted.add(item);
      continue;
    }
    if (known && known.purpose !== change.purpose) return refuse('other-purpose');
    const version = (known?.version ?? 0) + 1;
    const { purpose } = change;
    const sealed = await seal(secrets.master, binding(vault.owner, item, version, purpose), change.content);
    entries.set(item, { version, purpose, digest: await digestOf(sealed) });
    deleted.delete(item);
    put.set(item, { item, version, sealed });
  }
  const writes = { ...before.writes, [memory.device]: (before.writes[memory.device] ?? 0) + 1 };
  const head: Manifest = { version: before.version + 1, changedAt: now, writes, entries };
  const sealedHead = await sealManifest(secrets.master, vault.owner, head);
  return { kind: 'sealed', manifest: head, sealedManifest: sealedHead, put: [...put.values()], deleted: [...deleted], memory: await rememberManifest(memory, head, sealedHead) };
};

/** Opens one thing as the list of everything has it. `sealed` null: the server did not hand it out. */
export const openItem = async <P extends Purpose>(
  vault: Vault,
  head: Manifest,
  purpose: P,
  item: ItemId<P>,
  sealed: Bytes | null,
): Promise<Opened> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  const entry = head.entries.get(item);
  if (!entry) return refuse('not-listed');
  if (entry.purpose !== purpose) return refuse('other-purpose');
  if (!sealed) return refuse('withheld');
  const opened = await open(secrets.master, binding(vault.owner, item, entry.version, purpose), sealed);
  if (opened.kind !== 'opened') return opened;
  // Sealed under our key, for this very version, and yet another one: two histories.
  return isEqual(await digestOf(sealed), entry.digest) ? opened : refuse('forked');
};

export type Completeness = { readonly kind: 'complete' } | (Refusal & { readonly items: readonly string[] });

/** Whether all that is listed was handed out, and nothing that is not. */
export const checkComplete = (head: Manifest, handedOut: Iterable<string>): Completeness => {
  const given = new Set(handedOut);
  const withheld = [...head.entries.keys()].filter((item) => !given.has(item));
  if (withheld.length > 0) return { ...refuse('withheld'), items: withheld };
  const unlisted = [...given].filter((item) => !head.entries.has(item));
  return unlisted.length > 0 ? { ...refuse('not-listed'), items: unlisted } : { kind: 'complete' };
};

export interface OpenedItem {
  readonly item: string;
  readonly purpose: Purpose;
  readonly opened: Opened;
}

/** Everything in the clear, for its owner; what cannot be opened says why, and keeps nothing else back. */
export const openAllItems = (vault: Vault, head: Manifest, sealed: ReadonlyMap<string, Bytes>): Promise<OpenedItem[]> =>
  Promise.all(
    [...head.entries].map(async ([item, { purpose }]) => ({
      item,
      purpose,
      opened: await openItem(vault, head, purpose, item as ItemId, sealed.get(item) ?? null),
    })),
  );
