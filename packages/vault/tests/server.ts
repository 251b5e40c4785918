import {
  type Bytes,
  type Change,
  emptyManifest,
  type Manifest,
  type ItemId,
  type Memory,
  newMemory,
  openManifest,
  openItem,
  type Purpose,
  unlock,
  type Vault,
  sealChanges,
} from '../src/index.ts';
import type { Person } from './people.ts';

/** Vault of one person on the server. */
interface StoredVault {
  keys: Bytes;
  head: { readonly version: number; readonly sealed: Bytes } | null;
  readonly items: Map<string, Bytes>;
}

/** A server in memory. Tests change what it returns. */
export class Server {
  readonly #vaults = new Map<string, StoredVault>();

  of(person: Person): StoredVault {
    const key = JSON.stringify(person.owner);
    const stored = this.#vaults.get(key) ?? { keys: person.keys, head: null, items: new Map() };
    this.#vaults.set(key, stored);
    return stored;
  }

  /** Copies the state of a person's vault. The returned function restores it. */
  snapshot(person: Person): () => void {
    const stored = this.of(person);
    const { keys, head } = stored;
    const items = [...stored.items];
    return () => {
      Object.assign(stored, { keys, head });
      stored.items.clear();
      for (const [item, sealed] of items) stored.items.set(item, sealed);
    };
  }
}

/** A browser of one person, with its memory of the vault. */
export class Device {
  readonly #server: Server;
  readonly #person: Person;
  vault: Vault;
  memory: Memory;

  constructor(server: Server, person: Person, memory: Memory = person.memory) {
    this.#server = server;
    this.#person = person;
    this.vault = person.vault;
    this.memory = memory;
  }

  /** Creates another device of the person, with an empty memory. */
  another(): Device {
    return new Device(this.#server, this.#person, newMemory(this.#person.owner));
  }

  async unlock(): Promise<string> {
    const { owner, passphrase } = this.#person;
    const unlocked = await unlock(owner, this.#server.of(this.#person).keys, { kind: 'passphrase', passphrase }, this.memory);
    if (unlocked.kind === 'unlocked') {
      this.vault = unlocked.vault;
      this.memory = unlocked.memory;
    }
    return unlocked.kind;
  }

  /** Opens the manifest, or returns the kind of the refusal. */
  async openManifest(): Promise<Manifest | string> {
    const opened = await openManifest(this.vault, this.#server.of(this.#person).head, this.memory);
    if (opened.kind !== 'opened') return opened.kind;
    this.memory = opened.memory;
    return opened.manifest;
  }

  async write(...changes: readonly Change[]): Promise<void> {
    const seen = await this.openManifest();
    if (typeof seen === 'string') throw new Error(seen);
    const stored = this.#server.of(this.#person);
    const written = await sealChanges(this.vault, seen, this.memory, changes, 1_700_000_000_000);
    if (written.kind !== 'sealed') throw new Error(written.kind);
    stored.head = { version: written.manifest.version, sealed: written.sealedManifest };
    for (const { item, sealed } of written.put) stored.items.set(item, sealed);
    for (const item of written.deleted) stored.items.delete(item);
    this.memory = written.memory;
  }

  async read<P extends Purpose>(purpose: P, item: ItemId<P>) {
    const seen = await this.openManifest();
    const head = typeof seen === 'string' ? emptyManifest : seen;
    return openItem(this.vault, head, purpose, item, this.#server.of(this.#person).items.get(item) ?? null);
  }
}
