import { type Bytes, isEqual } from './bytes.ts';
import type { ItemId } from './item-id.ts';
import { digestOf } from './manifest.ts';
import type { Manifest } from './manifest-format.ts';
import type { VaultOwner } from './owner.ts';
import type { Purpose } from './purposes.ts';
import { refuse, type Refusal } from './refusal.ts';
import { openWithAny, type Opened } from './sealing.ts';
import { masterKeys, secretsOf, type Vault } from './unlocked-vault.ts';

/** Binds a sealed item to its owner, identifier, version and purpose. */
export const itemBinding = (owner: VaultOwner, item: string, version: number, purpose: Purpose) =>
  ({ format: 'item', owner, name: item, version, purpose }) as const;

/** Lists the items of one purpose. */
export const itemIdsOf = <P extends Purpose>(manifest: Manifest, purpose: P): readonly ItemId<P>[] =>
  [...manifest.entries].filter(([, entry]) => entry.purpose === purpose).map(([item]) => item as ItemId<P>);

/**
 * Opens one item in the version that the manifest lists.
 *
 * @param sealed the item as the server returned it; null when the server returned none
 * @returns the content; `not-listed`, `other-purpose`, `withheld`, `rolled-back` or `forked` when server and manifest disagree
 */
export const openItem = async <P extends Purpose>(
  vault: Vault,
  manifest: Manifest,
  purpose: P,
  item: ItemId<P>,
  sealed: Bytes | null,
): Promise<Opened> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  const entry = manifest.entries.get(item);
  if (!entry) return refuse('not-listed');
  if (entry.purpose !== purpose) return refuse('other-purpose');
  if (!sealed) return refuse('withheld');
  const opened = await openWithAny(masterKeys(secrets), itemBinding(vault.owner, item, entry.version, purpose), sealed);
  if (opened.kind !== 'opened') return opened;
  // Another ciphertext under our key for the same version means that there are two histories.
  return isEqual(await digestOf(sealed), entry.digest) ? opened : refuse('forked');
};

export type Completeness = { readonly kind: 'complete' } | (Refusal & { readonly items: readonly string[] });

/**
 * Compares the items that the server returned with the manifest.
 *
 * @returns `complete`; `withheld` with the listed items that are missing; `not-listed` with the items that no list has
 */
export const checkComplete = (manifest: Manifest, returned: Iterable<string>): Completeness => {
  const returnedItems = new Set(returned);
  const withheld = [...manifest.entries.keys()].filter((item) => !returnedItems.has(item));
  if (withheld.length > 0) return { ...refuse('withheld'), items: withheld };
  const unlisted = [...returnedItems].filter((item) => !manifest.entries.has(item));
  return unlisted.length > 0 ? { ...refuse('not-listed'), items: unlisted } : { kind: 'complete' };
};

export interface OpenedItem {
  readonly item: string;
  readonly purpose: Purpose;
  readonly opened: Opened;
}

/** Opens every listed item, for an export by the owner. An item that does not open carries its refusal; the others open all the same. */
export const openAllItems = (vault: Vault, manifest: Manifest, sealed: ReadonlyMap<string, Bytes>): Promise<OpenedItem[]> =>
  Promise.all(
    [...manifest.entries].map(async ([item, { purpose }]) => ({
      item,
      purpose,
      opened: await openItem(vault, manifest, purpose, item as ItemId, sealed.get(item) ?? null),
    })),
  );
