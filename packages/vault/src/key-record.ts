import { type Bytes, concat, framed, sha256, u8 } from './bytes.ts';
import { type PublicKeyBundle, readPublicKeyBundle } from './public-key-bundle.ts';
import { headerBytes, readHeader, suite } from './header.ts';
import { type PrivateKeys, encodePrivateKeys, decodePrivateKeys } from './private-keys.ts';
import type { VaultOwner } from './owner.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { open, seal } from './sealing.ts';
import { readKeySlot, type KeySlot, encodeKeySlot } from './key-slots.ts';

/** What the server keeps of a vault's keys: all of it useless without one of the secrets. */
export interface KeyRecord {
  readonly version: number;
  readonly publicKeys: PublicKeyBundle;
  readonly slots: readonly KeySlot[];
}

interface ReadKeys extends KeyRecord {
  /** Everything that can be read before it is opened. */
  readonly before: Bytes;
  readonly identity: Bytes;
}

const header = (place: VaultOwner, version: number) => ({ format: 'keys', place, thing: 'keys', version }) as const;
const binding = (place: VaultOwner, version: number) => ({ ...header(place, version), purpose: 'identity' });

const sorts = (wraps: readonly KeySlot[], kind: KeySlot['kind']): number => wraps.filter((wrap) => wrap.kind === kind).length;
/** A passkey may be lost with its device: it is never the only way in. */
const isComplete = (wraps: readonly KeySlot[]): boolean => sorts(wraps, 'passphrase') === 1 && sorts(wraps, 'recovery-key') === 1;

export const sealKeyRecord = async (place: VaultOwner, { version, publicKeys: card, slots: wraps }: KeyRecord, master: CryptoKey, identity: PrivateKeys): Promise<Bytes> => {
  const before = concat(headerBytes(header(place, version)), framed(card.bytes), u8(wraps.length), ...wraps.map(encodeKeySlot));
  return concat(before, framed(await seal(master, binding(place, version), encodePrivateKeys(identity, await sha256(before)))));
};

/** Which version stands in the header; what it is worth is seen when it is opened. */
const versionIn = (bytes: Bytes): number | null =>
  reading(bytes, (reader) => {
    reader.take(2);
    for (let n = 0; n < 3; n += 1) reader.framed();
    return reader.u32();
  });

export const readKeyRecord = async (place: VaultOwner, bytes: Bytes): Promise<{ readonly kind: 'keys'; readonly keys: ReadKeys } | Refusal> => {
  if (bytes.length > 0 && bytes[0] !== suite) return refuse('unknown-suite');
  const version = versionIn(bytes);
  if (version === null) return refuse('truncated');
  const parts = reading(bytes, (reader) => {
    const wrong = readHeader(reader, header(place, version));
    if (wrong) return wrong;
    const card = reader.framed();
    const wraps = Array.from({ length: reader.u8() }, () => readKeySlot(reader));
    const before = bytes.slice(0, reader.at);
    const identity = reader.framed();
    reader.end();
    return { kind: 'parts' as const, card, wraps, before, identity };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const wraps = parts.wraps.filter((wrap) => wrap !== null);
  if (wraps.length < parts.wraps.length || !isComplete(wraps)) return refuse('altered');
  const read = await readPublicKeyBundle(place, parts.card);
  if (read.kind !== 'card') return read;
  return { kind: 'keys', keys: { version, publicKeys: read.card, slots: wraps, before: parts.before, identity: parts.identity } };
};

/** The private keys; refused where anything that stands before them is not what it was sealed with. */
export const openPrivateKeys = async (place: VaultOwner, { version, before, identity }: ReadKeys, master: CryptoKey) => {
  const opened = await open(master, binding(place, version), identity);
  return opened.kind === 'opened' ? decodePrivateKeys(opened.content, await sha256(before)) : opened;
};
