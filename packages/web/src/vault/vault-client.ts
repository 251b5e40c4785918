/**
 * The signed-in person's vault as this page sees it: its content, and the only way to change it. Caches sealed bytes
 * only, so that a second look fetches no more than the new items.
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

/** The reason why the vault can't be used now. */
export type NotNow =
  | { readonly kind: 'offline' | 'failed' | 'full' | 'locked' }
  /** The person has no vault. */
  | { readonly kind: 'none'; readonly owner: VaultOwner }
  /** The vault no longer exists, but existed when this device last looked. */
  | { readonly kind: 'gone'; readonly owner: VaultOwner }
  | { readonly kind: 'refused'; readonly why: RefusalKind };

export interface ReadVault {
  readonly kind: 'seen';
  readonly vault: Vault;
  readonly head: Manifest;
  /** Version of the keys that the server has; the open vault has their master key. */
  readonly keysVersion: number;
  readonly open: <P extends Purpose>(purpose: P, item: ItemId<P>) => Promise<Opened>;
  readonly sealed: ReadonlyMap<string, Bytes>;
}

export interface Outside {
  readonly client: Client;
  readonly openVault: (owner: VaultOwner) => Promise<Vault | null>;
  readonly readMemory: (owner: VaultOwner) => Promise<Memory>;
  readonly keepMemory: (memory: Memory) => Promise<void>;
  /** Locks a vault whose keys were renewed on another device. */
  readonly closeVault: (vault: Vault) => Promise<void>;
  /** Runs one piece of work at a time, over all windows of this browser. */
  readonly oneAtATime: <Result>(person: string, work: () => Promise<Result>) => Promise<Result>;
  readonly now: () => number;
}

interface Cache {
  headVersion: number;
  readonly sealed: Map<string, Bytes>;
}

/** Turns a refusal of the vault into the reason that rooms receive. */
export const refusedBy = ({ kind }: Refusal): NotNow => (kind === 'locked' ? { kind } : { kind: 'refused', why: kind });

/** Number of tries for a change while other devices write too; more lost races than this point to another fault. */
const mostTries = 6;

export const createVaultClient = ({ client, openVault, closeVault, readMemory, keepMemory, oneAtATime, now }: Outside) => {
  /** The newest version of the keys that each open vault was compared with. */
  const compared = new WeakMap<Vault, number>();

  /** Compares an open vault with the server's keys, once for each version of them. */
  const isRenewed = async (vault: Vault, { version, sealed }: { readonly version: number; readonly sealed: string }): Promise<boolean> => {
    if (compared.get(vault) === version) return false;
    const checked = await checkMasterKey(vault, fromBase64Url(sealed) ?? new Uint8Array());
    if (checked === 'current') compared.set(vault, version);
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

  const look = async (person: string): Promise<ReadVault | NotNow> => {
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
    const wrong = await checkOwnKeys(vault, fromBase64Url(view.keys.card) ?? new Uint8Array());
    if (wrong) return refusedBy(wrong);
    if (await isRenewed(vault, view.keys)) {
      caches.delete(person);
      await closeVault(vault);
      return { kind: 'locked' };
    }
    const sealedManifest = view.head && { version: view.head.version, sealed: fromBase64Url(view.head.sealed) ?? new Uint8Array() };
    const opened = await openManifest(vault, sealedManifest, memory);
    if (opened.kind !== 'opened') return refusedBy(opened);
    const { manifest: head } = opened;
    // An item that another device deleted is missing from the manifest and from this reply, but is still in the cache.
    const fresh = new Set(view.items.map(({ item }) => item));
    for (const item of cache.sealed.keys()) if (!head.entries.has(item) && !fresh.has(item)) cache.sealed.delete(item);
    const complete = checkComplete(head, cache.sealed.keys());
    if (complete.kind !== 'complete') {
      caches.delete(person);
      return refusedBy(complete);
    }
    await keepMemory(opened.memory);
    cache.headVersion = head.version;
    const sealed = new Map(cache.sealed);
    return { kind: 'seen', vault, head, keysVersion: view.keys.version, sealed, open: (purpose, item) => openItem(vault, head, purpose, item, sealed.get(item) ?? null) };
  };

  /** True when the server's keys are these; false also when it doesn't answer. */
  const hasKeys = async (sealed: string): Promise<boolean> => {
    const reply = await client('GET /api/vault', { query: { since: noItems } });
    return reply.kind === 'ok' && reply.value.keys?.sealed === sealed;
  };

  const writeOnce = async (person: string, seen: ReadVault, changes: readonly Change[]): Promise<'done' | 'again' | NotNow> => {
    const { vault, head, keysVersion } = seen;
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
    if (reply.kind === 'refused') return reply.error === 'no-longer-possible' ? 'again' : { kind: 'failed' };
    await keepMemory(written.memory);
    const cache = caches.get(person);
    if (cache && cache.headVersion === head.version) {
      for (const { item, sealed } of written.put) cache.sealed.set(item, sealed);
      for (const item of written.deleted) cache.sealed.delete(item);
      cache.headVersion = written.manifest.version;
    }
    return 'done';
  };

  return {
    /** Returns the vault's current content, checked against this device's memory of it, or the reason why it can't be used. */
    look: (person: string): Promise<ReadVault | NotNow> => oneAtATime(person, () => look(person)),

    /**
     * Changes the vault's content. If another device wrote first, the change is planned again on its result.
     *
     * @param plan may run more than once; with an empty list of changes, nothing is written
     */
    change: (person: string, plan: (seen: ReadVault) => Promise<readonly Change[] | NotNow>): Promise<ReadVault | NotNow> =>
      oneAtATime(person, async () => {
        for (let tries = 0; tries < mostTries; tries += 1) {
          const seen = await look(person);
          if (seen.kind !== 'seen') return seen;
          const changes = await plan(seen);
          if ('kind' in changes) return changes;
          if (changes.length === 0) return seen;
          const written = await writeOnce(person, seen, changes);
          if (written === 'done') return look(person);
          if (written !== 'again') return written;
        }
        return { kind: 'full' };
      }),

    /**
     * Gives the vault new keys, together with its list sealed under them: the server takes both or none. If another device wrote
     * first, the list is sealed again. A reply that is lost counts as taken when the server has these keys.
     *
     * @returns `failed` when another device changed the keys first; nothing is changed then
     */
    renew: (person: string, { vault, keys, version, memory }: RenewedKeys): Promise<'done' | NotNow> =>
      oneAtATime(person, async () => {
        const sealed = toBase64Url(keys);
        for (let tries = 0; tries < mostTries; tries += 1) {
          const seen = await look(person);
          if (seen.kind !== 'seen') return seen;
          const next = await sealChanges(vault, seen.head, await readMemory(vault.owner), [], now());
          if (next.kind !== 'sealed') return refusedBy(next);
          const head = { version: next.manifest.version, sealed: toBase64Url(next.sealedManifest) };
          const reply = await client('POST /api/vault/keys', { body: { version, sealed, card: toBase64Url(vault.publicKeys.bytes), head } });
          const isTaken = reply.kind === 'ok' || (await hasKeys(sealed));
          if (isTaken) {
            caches.delete(person);
            // The list that the server has now was sealed in the last try that it took, so it is read rather than remembered.
            await keepMemory({ ...(await readMemory(vault.owner)), keysVersion: version, fingerprint: memory.fingerprint });
            return 'done';
          }
          if (reply.kind === 'offline') return reply;
          if (reply.kind === 'refused' && (reply.error !== 'no-longer-possible' || seen.keysVersion !== version - 1)) return { kind: 'failed' };
        }
        return { kind: 'failed' };
      }),

    /** Clears the cache. To be called after the vault was locked, deleted or created again. */
    forget: (person: string): void => void caches.delete(person),
  };
};

export type VaultClient = ReturnType<typeof createVaultClient>;
