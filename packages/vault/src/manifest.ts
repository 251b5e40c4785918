import { type Bytes, concat, framedText, fromBase64Url, isEqual, sha256, toBase64Url, u32, u8 } from './bytes.ts';
import type { Memory } from './memory.ts';
import type { VaultOwner } from './owner.ts';
import { type Purpose, purposeFromNumber, purposeNumbers } from './purposes.ts';
import { Reader, reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { open, seal } from './sealing.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

/** One thing in the vault, as the list of everything has it. */
export interface ManifestEntry {
  readonly version: number;
  readonly purpose: Purpose;
  readonly digest: Bytes;
}

/** The list of everything, sealed like the rest: which things there are, of what kind, and in which version. */
export interface Manifest {
  readonly version: number;
  /** By the clock of the device that wrote it: a new device, which remembers nothing, can show it to its owner. */
  readonly changedAt: number;
  readonly writes: Readonly<Record<string, number>>;
  readonly entries: ReadonlyMap<string, ManifestEntry>;
}

export const emptyManifest: Manifest = { version: 0, changedAt: 0, writes: {}, entries: new Map() };

const binding = (place: VaultOwner, version: number) => ({ format: 'head', place, thing: 'head', version, purpose: 'head' }) as const;

const digestLength = 16;
/** Tells apart what was sealed under one key for one version; it need not withstand more than that. */
export const digestOf = async (sealed: Bytes): Promise<Bytes> => (await sha256(sealed)).slice(0, digestLength);

const u64 = (value: number): Bytes => concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32));

const contentOf = ({ changedAt, writes, entries }: Manifest): Bytes =>
  concat(
    u64(changedAt),
    u32(Object.keys(writes).length),
    ...Object.entries(writes).map(([device, count]) => concat(framedText(device), u32(count))),
    u32(entries.size),
    ...[...entries].map(([item, { version, purpose, digest }]) => concat(framedText(item), u32(version), u8(purposeNumbers[purpose]), digest)),
  );

const readEntry = (reader: Reader): [string, ManifestEntry] | null => {
  const item = reader.text();
  const version = reader.u32();
  const purpose = purposeFromNumber(reader.u8());
  const digest = reader.take(digestLength);
  return purpose && [item, { version, purpose, digest }];
};

const readContent = (version: number, content: Bytes): Manifest | 'unknown-suite' | null =>
  reading(content, (reader) => {
    const changedAt = reader.u32() * 2 ** 32 + reader.u32();
    const writes = Object.fromEntries(Array.from({ length: reader.u32() }, () => [reader.text(), reader.u32()] as const));
    const entries = Array.from({ length: reader.u32() }, () => readEntry(reader));
    reader.end();
    // A purpose of a later version: this one would lose it by writing.
    if (entries.includes(null)) return 'unknown-suite';
    return { version, changedAt, writes, entries: new Map(entries.filter((entry) => entry !== null)) };
  });

export const sealManifest = (master: CryptoKey, place: VaultOwner, head: Manifest): Promise<Bytes> => seal(master, binding(place, head.version), contentOf(head));

export const rememberManifest = async (memory: Memory, head: Manifest, sealed: Bytes): Promise<Memory> => ({
  ...memory,
  headVersion: head.version,
  headDigest: toBase64Url(await digestOf(sealed)),
  writes: head.writes,
});

/** Everything this device knows to have been written must have been written. */
const checkHistory = (memory: Memory, head: Manifest, digest: Bytes): Refusal | null => {
  if (head.version < memory.headVersion) return refuse('rolled-back');
  const known = memory.headDigest === null ? null : fromBase64Url(memory.headDigest);
  if (head.version === memory.headVersion && known && !isEqual(known, digest)) return refuse('forked');
  const lost = Object.entries(memory.writes).some(([device, count]) => (head.writes[device] ?? 0) < count);
  return lost ? refuse('forked') : null;
};

export type OpenedManifest = { readonly kind: 'opened'; readonly manifest: Manifest; readonly memory: Memory } | Refusal;

/**
 * Opens the list of everything.
 *
 * @param said what the server hands out, with the version it says it is; null: it says nothing has been written yet
 */
export const openManifest = async (
  vault: Vault,
  said: { readonly version: number; readonly sealed: Bytes } | null,
  memory: Memory,
): Promise<OpenedManifest> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  if (!said) return memory.headVersion > 0 ? refuse('rolled-back') : { kind: 'opened', manifest: emptyManifest, memory };
  const opened = await open(secrets.master, binding(vault.owner, said.version), said.sealed);
  if (opened.kind !== 'opened') return opened;
  const head = readContent(said.version, opened.content);
  if (head === 'unknown-suite') return refuse('unknown-suite');
  if (!head) return refuse('altered');
  const wrong = checkHistory(memory, head, await digestOf(said.sealed));
  return wrong ?? { kind: 'opened', manifest: head, memory: await rememberManifest(memory, head, said.sealed) };
};
