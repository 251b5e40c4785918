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

/** What a server keeps of one person. */
interface Kept {
  keys: Bytes;
  head: { readonly version: number; readonly sealed: Bytes } | null;
  readonly items: Map<string, Bytes>;
}

/** A server that does as it is told. What it is told, in a test, may be a lie. */
export class Server {
  readonly #kept = new Map<string, Kept>();

  of(person: Person): Kept {
    const key = JSON.stringify(person.place);
    const kept = this.#kept.get(key) ?? { keys: person.keys, head: null, items: new Map() };
    this.#kept.set(key, kept);
    return kept;
  }

  /** Everything as it is now, to be brought back later. */
  snapshot(person: Person): () => void {
    const kept = this.of(person);
    const { keys, head } = kept;
    const items = [...kept.items];
    return () => {
      Object.assign(kept, { keys, head });
      kept.items.clear();
      for (const [item, sealed] of items) kept.items.set(item, sealed);
    };
  }
}

/** A browser of one person: what it remembers, and nothing else that is not the server's. */
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

  /** Another device of the person, which has never seen anything. */
  another(): Device {
    return new Device(this.#server, this.#person, newMemory(this.#person.place));
  }

  async unlock(): Promise<string> {
    const { place, passphrase } = this.#person;
    const unlocked = await unlock(place, this.#server.of(this.#person).keys, { kind: 'passphrase', passphrase }, this.memory);
    if (unlocked.kind === 'unlocked') {
      this.vault = unlocked.vault;
      this.memory = unlocked.memory;
    }
    return unlocked.kind;
  }

  /** The list of everything, or why not. */
  async look(): Promise<Manifest | string> {
    const opened = await openManifest(this.vault, this.#server.of(this.#person).head, this.memory);
    if (opened.kind !== 'opened') return opened.kind;
    this.memory = opened.memory;
    return opened.manifest;
  }

  async write(...changes: readonly Change[]): Promise<void> {
    const seen = await this.look();
    if (typeof seen === 'string') throw new Error(seen);
    const kept = this.#server.of(this.#person);
    const written = await sealChanges(this.vault, seen, this.memory, changes, 1_700_000_000_000);
    if (written.kind !== 'sealed') throw new Error(written.kind);
    kept.head = { version: written.manifest.version, sealed: written.sealedManifest };
    for (const { item, sealed } of written.put) kept.items.set(item, sealed);
    for (const item of written.deleted) kept.items.delete(item);
    this.memory = written.memory;
  }

  async read<P extends Purpose>(purpose: P, item: ItemId<P>) {
    const seen = await this.look();
    const head = typeof seen === 'string' ? emptyManifest : seen;
    return openItem(this.vault, head, purpose, item, this.#server.of(this.#person).items.get(item) ?? null);
  }
}
