/** In-memory server with encrypted vaults and shares, and browsers of people who use it. */
import type { VaultView } from '@onhook/contract';
import { lock, type Memory, newMemory, type VaultOwner, prepareVault, readPassphrase, toBase64Url, type Vault } from '@onhook/vault';
import { type VaultClient, type Client, createVaultClient } from './vault-client.ts';
import { createSharing } from './sharing.ts';

type Answer = { readonly kind: string; readonly value?: unknown; readonly error?: string };
type Handler = (input: { readonly params?: Record<string, string>; readonly query?: Record<string, string>; readonly body?: unknown }) => Answer;

interface StoredVault {
  view: VaultView;
  readonly writtenAt: Map<string, number>;
}
interface Share {
  readonly share: string;
  readonly from: string;
  readonly to: string;
  sealed: string | null;
}

const ok = (value: unknown = {}): Answer => ({ kind: 'ok', value });
const refused = (error: string): Answer => ({ kind: 'refused', error });

export class TestServer {
  readonly vaults = new Map<string, StoredVault>();
  readonly shares: Share[] = [];
  isAway = false;
  /** Runs once, before the next write is handled. */
  beforeNextWrite: (() => Promise<unknown>) | null = null;
  writes = 0;
  /** The part of the next write that is lost. */
  lose: 'request' | 'reply' | null = null;

  loseNow(): Answer {
    this.lose = null;
    return { kind: 'offline' };
  }

  of(person: string): StoredVault {
    const stored = this.vaults.get(person) ?? {
      view: { centre: 'main', person, keys: null, head: null, items: [] },
      writtenAt: new Map<string, number>(),
    };
    this.vaults.set(person, stored);
    return stored;
  }

  clientOf(person: string): Client {
    const handlers: Record<string, Handler> = {
      'GET /api/vault': ({ query }) => {
        const { view, writtenAt } = this.of(person);
        const since = Number(query?.['since']);
        return ok({ ...view, items: view.items.filter(({ item }) => (writtenAt.get(item) ?? 0) > since) });
      },
      'POST /api/vault/changes': ({ body }) => {
        const stored = this.of(person);
        const { keysVersion, head, put, deleted } = body as { keysVersion: number; head: VaultView['head'] & object; put: VaultView['items']; deleted: string[] };
        if (keysVersion !== stored.view.keys?.version) return refused('no-longer-possible');
        if (head.version !== (stored.view.head?.version ?? 0) + 1) return refused('no-longer-possible');
        const replaced = new Set([...deleted, ...put.map(({ item }) => item)]);
        for (const { item } of put) stored.writtenAt.set(item, head.version);
        stored.view = { ...stored.view, head, items: [...stored.view.items.filter(({ item }) => !replaced.has(item)), ...put] };
        this.writes += 1;
        return ok();
      },
      'POST /api/vault/keys': ({ body }) => {
        const stored = this.of(person);
        const { version, sealed, card, head } = body as { version: number; sealed: string; card: string; head: VaultView['head'] };
        if (version !== (stored.view.keys?.version ?? 0) + 1) return refused('no-longer-possible');
        if (head && head.version !== (stored.view.head?.version ?? 0) + 1) return refused('no-longer-possible');
        stored.view = { ...stored.view, keys: { version, sealed, card }, ...(head && { head }) };
        this.writes += 1;
        return ok();
      },
      'GET /api/shares/people': () =>
        ok({ people: [...this.vaults].filter(([other]) => other !== person).map(([other, { view }]) => ({ person: other, name: other, card: view.keys?.card ?? null })) }),
      'POST /api/shares': ({ body }) => {
        const { share, to, sealed } = body as { share: string; to: string; sealed: string };
        this.shares.push({ share, from: person, to, sealed });
        return ok();
      },
      'POST /api/shares/:share/open': ({ params }) => {
        const found = this.shares.find(({ share, to }) => share === params?.['share'] && to === person);
        return found?.sealed ? ok({ sealed: found.sealed }) : refused('not-found');
      },
      'DELETE /api/shares/:share': ({ params }) => {
        const found = this.shares.find(({ share, from }) => share === params?.['share'] && from === person);
        if (found) found.sealed = null;
        return found ? ok() : refused('not-found');
      },
    };
    const answer = async (key: string, input: Parameters<Handler>[0] = {}): Promise<Answer> => {
      if (this.isAway) return { kind: 'offline' };
      if (/\/(changes|keys)$/.test(key) && this.beforeNextWrite) {
        const first = this.beforeNextWrite;
        this.beforeNextWrite = null;
        await first();
      }
      if (/\/(changes|keys)$/.test(key) && this.lose === 'request') return this.loseNow();
      // Copies the data, as a network would.
      const reply = structuredClone(handlers[key]!(structuredClone(input)));
      return /\/(changes|keys)$/.test(key) && this.lose === 'reply' ? this.loseNow() : reply;
    };
    return answer as unknown as Client;
  }
}

/** A browser of one person. Its vault is unlocked at first. */
export class TestBrowser {
  readonly person: string;
  readonly vaultClient: VaultClient;
  readonly sharing: ReturnType<typeof createSharing>;
  vault: Vault | null;
  memory: Memory;

  constructor(server: TestServer, vault: Vault, memory: Memory) {
    this.person = vault.owner.person;
    this.vault = vault;
    this.memory = memory;
    const client = server.clientOf(this.person);
    let last: Promise<unknown> = Promise.resolve();
    let at = 1_700_000_000_000;
    const now = (): number => (at += 1000);
    this.vaultClient = createVaultClient({
      client,
      openVault: async () => this.vault,
      lockVault: async () => this.lock(),
      readMemory: async () => this.memory,
      saveMemory: async (next) => void (this.memory = next),
      runExclusively: (_, work) => {
        const done = last.then(work);
        last = done.catch(() => {});
        return done;
      },
      now,
    });
    this.sharing = createSharing({ client, vaultClient: this.vaultClient, now });
  }

  lock(): void {
    if (this.vault) lock(this.vault);
    this.vault = null;
  }
}

/** Makes a vault for `person` and stores its keys on the server. */
export const makeVault = async (server: TestServer, person: string): Promise<TestBrowser> => {
  const owner: VaultOwner = { centre: 'main', person };
  const prepared = await prepareVault(owner, readPassphrase(`what only ${person} knows`)!, newMemory(owner));
  if (prepared.kind !== 'to-confirm') throw new Error(prepared.kind);
  const { recoveryKey, askedGroups: asked } = prepared;
  const created = await prepared.confirm([recoveryKey[asked[0]]!, recoveryKey[asked[1]]!]);
  if (created.kind !== 'created') throw new Error(created.kind);
  const stored = server.of(person);
  const keys = { version: created.version, sealed: toBase64Url(created.keys), card: toBase64Url(created.vault.publicKeys.bytes) };
  stored.view = { ...stored.view, keys, head: null, items: [] };
  return new TestBrowser(server, created.vault, created.memory);
};

/** Makes another device of the same person, without any memory of the vault. */
export const anotherDevice = (server: TestServer, { vault }: TestBrowser): TestBrowser => {
  if (!vault) throw new Error('locked');
  return new TestBrowser(server, vault, newMemory(vault.owner));
};
