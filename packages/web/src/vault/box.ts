/**
 * The vault of the signed-in person as this page sees it: what is in it, and the one way to change it. Holds sealed bytes
 * only, so that the second look asks the server for no more than what is new.
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
  checkOwnKeys,
  toBase64Url,
  type Vault,
  sealChanges,
} from '@onhook/vault';

export type { Client } from '../api/client.ts';

/** Why nothing can be done with the vault now. */
export type NotNow =
  | { readonly kind: 'offline' | 'failed' | 'full' | 'locked' }
  /** This person has made none. */
  | { readonly kind: 'none'; readonly place: VaultOwner }
  /** There was one when this device last looked. */
  | { readonly kind: 'gone'; readonly place: VaultOwner }
  | { readonly kind: 'refused'; readonly why: RefusalKind };

export interface Seen {
  readonly kind: 'seen';
  readonly vault: Vault;
  readonly head: Manifest;
  readonly open: <P extends Purpose>(purpose: P, item: ItemId<P>) => Promise<Opened>;
  readonly sealed: ReadonlyMap<string, Bytes>;
}

export interface Outside {
  readonly client: Client;
  readonly openVault: (place: VaultOwner) => Promise<Vault | null>;
  readonly readMemory: (place: VaultOwner) => Promise<Memory>;
  readonly keepMemory: (memory: Memory) => Promise<void>;
  /** Runs one piece of work at a time, over all windows of this browser. */
  readonly oneAtATime: <Result>(person: string, work: () => Promise<Result>) => Promise<Result>;
  readonly now: () => number;
}

interface Cache {
  headVersion: number;
  readonly sealed: Map<string, Bytes>;
}

/** As a room hears of it. */
export const refusedBy = ({ kind }: Refusal): NotNow => (kind === 'locked' ? { kind } : { kind: 'refused', why: kind });

/** Others may write as well; whoever loses the race this often has something else wrong. */
const mostTries = 6;

export const createBox = ({ client, openVault, readMemory, keepMemory, oneAtATime, now }: Outside) => {
  const caches = new Map<string, Cache>();

  const fetchInto = async (person: string, cache: Cache) => {
    const reply = await client('GET /api/vault', { query: { since: String(cache.headVersion) } });
    if (reply.kind === 'offline') return reply;
    if (reply.kind === 'refused') return { kind: 'failed' } as const;
    for (const { item, sealed } of reply.value.items) cache.sealed.set(item, fromBase64Url(sealed) ?? new Uint8Array());
    return { kind: 'fetched', view: reply.value, place: { centre: reply.value.centre, person } } as const;
  };

  const look = async (person: string): Promise<Seen | NotNow> => {
    const cache = caches.get(person) ?? { headVersion: 0, sealed: new Map<string, Bytes>() };
    caches.set(person, cache);
    const fetched = await fetchInto(person, cache);
    if (fetched.kind !== 'fetched') return fetched;
    const { view, place } = fetched;
    const memory = await readMemory(place);
    if (!view.keys) {
      caches.delete(person);
      return { kind: memory.fingerprint === null ? 'none' : 'gone', place };
    }
    const vault = await openVault(place);
    if (!vault) return { kind: 'locked' };
    const wrong = await checkOwnKeys(vault, fromBase64Url(view.keys.card) ?? new Uint8Array());
    if (wrong) return refusedBy(wrong);
    const said = view.head && { version: view.head.version, sealed: fromBase64Url(view.head.sealed) ?? new Uint8Array() };
    const opened = await openManifest(vault, said, memory);
    if (opened.kind !== 'opened') return refusedBy(opened);
    const { manifest: head } = opened;
    // What another device deleted is not on the list, and was handed out to this page before.
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
    return { kind: 'seen', vault, head, sealed, open: (purpose, item) => openItem(vault, head, purpose, item, sealed.get(item) ?? null) };
  };

  const writeOnce = async (person: string, seen: Seen, changes: readonly Change[]): Promise<'done' | 'again' | NotNow> => {
    const { vault, head } = seen;
    const written = await sealChanges(vault, head, await readMemory(vault.owner), changes, now());
    if (written.kind !== 'sealed') return refusedBy(written);
    const reply = await client('POST /api/vault/changes', {
      body: {
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
    /** What there is, as the server hands it out and the device remembers it. */
    look: (person: string): Promise<Seen | NotNow> => oneAtATime(person, () => look(person)),

    /**
     * Changes what is in the vault; where another device was quicker, the change is planned anew on what that one made of it.
     *
     * @param plan may run more than once; no changes: nothing is written
     */
    change: (person: string, plan: (seen: Seen) => Promise<readonly Change[] | NotNow>): Promise<Seen | NotNow> =>
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

    /** For whoever has locked, deleted or made the vault anew. */
    forget: (person: string): void => void caches.delete(person),
  };
};

export type Box = ReturnType<typeof createBox>;
