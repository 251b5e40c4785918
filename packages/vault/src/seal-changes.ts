import type { Bytes } from './bytes.ts';
import type { ItemId } from './item-id.ts';
import { itemBinding } from './items.ts';
import { digestOf, rememberManifest, sealManifest } from './manifest.ts';
import type { Manifest } from './manifest-format.ts';
import type { Memory } from './memory.ts';
import { maxContentBytes } from './padding.ts';
import type { Purpose } from './purposes.ts';
import { refuse, type Refusal } from './refusal.ts';
import { seal } from './sealing.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

export type Change =
  | { readonly kind: 'put'; readonly purpose: Purpose; readonly item: ItemId; readonly content: Bytes }
  | { readonly kind: 'delete'; readonly item: ItemId };

/** Sealed changes for the server, which takes all or none, and only when its manifest has the version before. */
export interface SealedChanges {
  readonly kind: 'sealed';
  readonly manifest: Manifest;
  readonly sealedManifest: Bytes;
  readonly put: readonly { readonly item: ItemId; readonly version: number; readonly sealed: Bytes }[];
  readonly deleted: readonly ItemId[];
  /** Memory to store once the server has taken the changes. */
  readonly memory: Memory;
}

/**
 * Seals changed items together with the manifest that lists them.
 *
 * @param before the newest manifest of this vault
 * @param now epoch milliseconds, written into the manifest
 * @returns the sealed changes; `locked`, `too-large` for content above {@link maxContentBytes}, or `other-purpose` for an item that
 * exists with another purpose
 * @example
 * const sealed = await sealChanges(vault, manifest, memory, [{ kind: 'put', purpose: 'taps', item, content: utf8('…') }], now);
 */
export const sealChanges = async (
  vault: Vault,
  before: Manifest,
  memory: Memory,
  changes: readonly Change[],
  now: number,
): Promise<SealedChanges | Refusal> => {
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
    const sealed = await seal(secrets.master, itemBinding(vault.owner, item, version, purpose), change.content);
    entries.set(item, { version, purpose, digest: await digestOf(sealed) });
    deleted.delete(item);
    put.set(item, { item, version, sealed });
  }
  const writes = { ...before.writes, [memory.device]: (before.writes[memory.device] ?? 0) + 1 };
  const manifest: Manifest = { version: before.version + 1, changedAt: now, writes, entries };
  const sealedManifest = await sealManifest(secrets.master, vault.owner, manifest);
  return {
    kind: 'sealed',
    manifest,
    sealedManifest,
    put: [...put.values()],
    deleted: [...deleted],
    memory: await rememberManifest(memory, manifest, sealedManifest),
  };
};
