/**
 * Reads and changes the signed-in person's vault on the server. Caches encrypted items, so that a later read fetches only the new ones.
 * Decrypted content is never cached.
 */
import type { Client } from '../api/client.ts';
import {
  type Bytes,
  type Change,
  checkComplete,
  fromBase64Url,
  type Manifest,
  type ItemId,
  type Memory,
  openManifest,
  type Opened,
  openItem,
  type VaultOwner,
  type Purpose,
  type Refusal,
  type RefusalKind,
  checkMasterKey,
  checkOwnKeys,
  type RenewedKeys,
  toBase64Url,
  type Vault,
  sealChanges,
} from '@onhook/vault';

import { noItems } from './no-items.ts';

export type { Client } from '../api/client.ts';

/** The reason why the vault cannot be used now. */
export type VaultUnavailable =
  | { readonly kind: 'offline' | 'failed' | 'full' | 'locked' }
  /** The person has no vault. */
  | { readonly kind: 'none'; readonly owner: VaultOwner }
  /** The vault no longer exists, but this device has read it before. */
  | { readonly kind: 'gone'; readonly owner: VaultOwner }
  | { readonly kind: 'refused'; readonly why: RefusalKind };

export interface ReadVault {
  readonly kind: 'read';
  readonly vault: Vault;
  readonly head: Manifest;
  /** Version of the keys on the server. The unlocked vault has the master key of this version. */
  readonly keysVersion: number;
  readonly open: <P extends Purpose>(purpose: P, item: ItemId<P>) => Promise<Opened>;
  readonly sealed: ReadonlyMap<string, Bytes>;
}

export interface VaultClientDeps {
  readonly client: Client;
  readonly openVault: (owner: VaultOwner) => Promise<Vault | null>;
  readonly readMemory: (owner: VaultOwner) => Promise<Memory>;
  readonly saveMemory: (memory: Memory) => Promise<void>;
  /** Locks a vault whose keys were renewed on another device. */
  readonly lockVault: (vault: Vault) => Promise<void>;
  /** Runs one piece of work at a time in all windows of this browser. */
  readonly runExclusively: <Result>(person: string, work: () => Promise<Result>) => Promise<Result>;
  readonly now: () => number;
}

interface Cache {
  headVersion: number;
  readonly sealed: Map<string, Bytes>;
}

/** Converts a refusal of @onhook/vault. */
export const refusedBy = ({ kind }: Refusal): VaultUnavailable => (kind === 'locked' ? { kind } : { kind: 'refused', why: kind });

/** Number of attempts at a change while other devices write too. More conflicts than this have another cause. */
const maxAttempts = 6;

export const createVaultClient = ({ client, openVault, lockVault, readMemory, saveMemory, runExclusively, now }: VaultClientDeps) => {
  /** The newest version of the keys against which each unlocked vault was checked. */
  const checkedVersions = new WeakMap<Vault, number>();

  /** True when the server's keys have another master key than this unlocked vault. Checks each version of the keys once. */
  const isRenewed = async (vault: Vault, { version, sealed }: { readonly version: number; readonly sealed: string }): Promise<boolean> => {
    if (checkedVersions.get(vault) === version) return false;
    const checked = await checkMasterKey(vault, fromBase64Url(sealed) ?? new Uint8Array());
    if (checked === 'current') checkedVersions.set(vault, version);
    return checked === 'renewed';
  };

  const caches = new Map<string, Cache>();

  const fetchInto = async (person: string, cache: Cache) => {
    const reply = await client('GET /api/vault', { query: { since: String(cache.headVersion) } });
    if (reply.kind === 'offline') return reply;
    if (reply.kind === 'refused') return { kind: 'failed' } as const;
    for (const { item, sealed } of reply.value.items) cache.sealed.set(item, fromBase64Url(sealed) ?? new Uint8Array());
    return { kind: 'fetched', view: reply.value, owner: { centre: reply.value.centre, person } } as const;
  };

  const readVault = async (person: string): Promise<ReadVault | VaultUnavailable> => {
    const cache = caches.get(person) ?? { headVersion: 0, sealed: new Map<string, Bytes>() };
    caches.set(person, cache);
    const fetched = await fetchInto(person, cache);
    if (fetched.kind !== 'fetched') return fetched;
    const { view, owner } = fetched;
    const memory = await readMemory(owner);
    if (!view.keys) {
      caches.delete(person);
      return { kind: memory.fingerprint === null ? 'none' : 'gone', owner };
    }
    const vault = await openVault(owner);
    if (!vault) return { kind: 'locked' };
    const refusal = await checkOwnKeys(vault, fromBase64Url(view.keys.card) ?? new Uint8Array());
    if (refusal) return refusedBy(refusal);
    if (await isRenewed(vault, view.keys)) {
      caches.delete(person);
      await lockVault(vault);
      return { kind: 'locked' };
    }
    const sealedManifest = view.head && { version: view.head.version, sealed: fromBase64Url(view.head.sealed) ?? new Uint8Array() };
    const opened = await openManifest(vault, sealedManifest, memory);
    if (opened.kind !== 'opened') return refusedBy(opened);
    const { manifest: head } = opened;
    // An item that another device deleted is still in the cache. It is in neither the manifest nor this reply.
    const received = new Set(view.items.map(({ item }) => item));
    for (const item of cache.sealed.keys()) if (!head.entries.has(item) && !received.has(item)) cache.sealed.delete(item);
    const complete = checkComplete(head, cache.sealed.keys());
    if (complete.kind !== 'complete') {
      caches.delete(person);
      return refusedBy(complete);
    }
    await saveMemory(opened.memory);
    cache.headVersion = head.version;
    const sealed = new Map(cache.sealed);
    return { kind: 'read', vault, head, keysVersion: view.keys.version, sealed, open: (purpose, item) => openItem(vault, head, purpose, item, sealed.get(item) ?? null) };
  };

  /** True when the server stores exactly these keys. False also when it does not answer. */
  const hasKeys = async (sealed: string): Promise<boolean> => {
    const reply = await client('GET /api/vault', { query: { since: noItems } });
    return reply.kind === 'ok' && reply.value.keys?.sealed === sealed;
  };

  const writeOnce = async (person: string, current: ReadVault, changes: readonly Change[]): Promise<'done' | 'conflict' | VaultUnavailable> => {
    const { vault, head, keysVersion } = current;
    const written = await sealChanges(vault, head, await readMemory(vault.owner), changes, now());
    if (written.kind !== 'sealed') return refusedBy(written);
    const reply = await client('POST /api/vault/changes', {
      body: {
        keysVersion,
        head: { version: written.manifest.version, sealed: toBase64Url(written.sealedManifest) },
        put: written.put.map(({ item, version, sealed }) => ({ item, version, sealed: toBase64Url(sealed) })),
        deleted: [...written.deleted],
      },
    });
    if (reply.kind === 'offline') return reply;
    if (reply.kind === 'refused') return reply.error === 'no-longer-possible' ? 'conflict' : { kind: 'failed' };
    await saveMemory(written.memory);
    const cache = caches.get(person);
    if (cache && cache.headVersion === head.version) {
      for (const { item, sealed } of written.put) cache.sealed.set(item, sealed);
      for (const item of written.deleted) cache.sealed.delete(item);
      cache.headVersion = written.manifest.version;
    }
    return 'done';
  };

  return {
    /** Reads the vault's current content and checks it against this device's memory of it. Otherwise returns the reason why it cannot be used. */
    read: (person: string): Promise<ReadVault | VaultUnavailable> => runExclusively(person, () => readVault(person)),

    /**
     * Changes the vault's content. If another device has written first, `plan` runs again on its result.
     *
     * @param plan returns the changes; may run more than once. An empty list writes nothing
     */
    change: (person: string, plan: (current: ReadVault) => Promise<readonly Change[] | VaultUnavailable>): Promise<ReadVault | VaultUnavailable> =>
      runExclusively(person, async () => {
        for (let attempts = 0; attempts < maxAttempts; attempts += 1) {
          const current = await readVault(person);
          if (current.kind !== 'read') return current;
          const changes = await plan(current);
          if ('kind' in changes) return changes;
          if (changes.length === 0) return current;
          const written = await writeOnce(person, current, changes);
          if (written === 'done') return readVault(person);
          if (written !== 'conflict') return written;
        }
        return { kind: 'full' };
      }),

    /**
     * Stores new keys, together with the manifest encrypted with them; the server stores both or neither. If another device has written
     * first, encrypts the manifest again. After a lost reply, the renewal counts as stored if the server has these keys.
     *
     * @returns `failed` when another device has changed the keys first. Nothing is changed then
     */
    renew: (person: string, { vault, keys, version, memory }: RenewedKeys): Promise<'done' | VaultUnavailable> =>
      runExclusively(person, async () => {
        const sealed = toBase64Url(keys);
        for (let attempts = 0; attempts < maxAttempts; attempts += 1) {
          const current = await readVault(person);
          if (current.kind !== 'read') return current;
          const next = await sealChanges(vault, current.head, await readMemory(vault.owner), [], now());
          if (next.kind !== 'sealed') return refusedBy(next);
          const head = { version: next.manifest.version, sealed: toBase64Url(next.sealedManifest) };
          const reply = await client('POST /api/vault/keys', { body: { version, sealed, card: toBase64Url(vault.publicKeys.bytes), head } });
          const isStored = reply.kind === 'ok' || (await hasKeys(sealed));
          if (isStored) {
            caches.delete(person);
            // It is not known which attempt the server stored, so the manifest's version is read later instead of remembered here.
            await saveMemory({ ...(await readMemory(vault.owner)), keysVersion: version, fingerprint: memory.fingerprint });
            return 'done';
          }
          if (reply.kind === 'offline') return reply;
          if (reply.kind === 'refused' && (reply.error !== 'no-longer-possible' || current.keysVersion !== version - 1)) return { kind: 'failed' };
        }
        return { kind: 'failed' };
      }),

    /** Clears the cache. To be called after the vault was locked, deleted or created. */
    forget: (person: string): void => void caches.delete(person),
  };
};

export type VaultClient = ReturnType<typeof createVaultClient>;
