import { type Bytes, concat, framed, sha256, u8 } from './bytes.ts';
import { headerBytes, readHeader, suite } from './header.ts';
import { encodeKeySlot, type KeySlot, readKeySlot } from './key-slots.ts';
import type { VaultOwner } from './owner.ts';
import { decodePrivateKeys, encodePrivateKeys, type PrivateKeys } from './private-keys.ts';
import { type PublicKeyBundle, readPublicKeyBundle } from './public-key-bundle.ts';
import { readRecord } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { open, seal } from './sealing.ts';

/** Keys of a vault as the server stores them: public keys, and the master key in one slot for each secret. */
export interface KeyRecord {
  readonly version: number;
  readonly publicKeys: PublicKeyBundle;
  readonly slots: readonly KeySlot[];
}

interface SealedKeyRecord extends KeyRecord {
  /** All bytes before the sealed private keys, which are bound to them. */
  readonly readablePart: Bytes;
  readonly sealedPrivateKeys: Bytes;
}

const header = (owner: VaultOwner, version: number) => ({ format: 'keys', owner, name: 'keys', version }) as const;
// The stored purpose of private keys is "identity": the format keeps the word.
const binding = (owner: VaultOwner, version: number) => ({ ...header(owner, version), purpose: 'identity' });

const countOf = (slots: readonly KeySlot[], kind: KeySlot['kind']): number => slots.filter((slot) => slot.kind === kind).length;
/** A passkey can be lost with its device, so a vault always opens by passphrase and recovery key too. */
const isComplete = (slots: readonly KeySlot[]): boolean => countOf(slots, 'passphrase') === 1 && countOf(slots, 'recovery-key') === 1;

/** Encodes a key record, with the private keys sealed under the master key. */
export const sealKeyRecord = async (
  owner: VaultOwner,
  { version, publicKeys, slots }: KeyRecord,
  master: CryptoKey,
  privateKeys: PrivateKeys,
): Promise<Bytes> => {
  const readablePart = concat(headerBytes(header(owner, version)), framed(publicKeys.bytes), u8(slots.length), ...slots.map(encodeKeySlot));
  const content = encodePrivateKeys(privateKeys, await sha256(readablePart));
  return concat(readablePart, framed(await seal(master, binding(owner, version), content)));
};

/** Reads the version in the header. Its truth shows when the private keys open. */
const versionIn = (bytes: Bytes): number | null =>
  readRecord(bytes, (reader) => {
    reader.take(2);
    for (let n = 0; n < 3; n += 1) reader.framed();
    return reader.u32();
  });

/**
 * Reads the key record of `owner`, and checks all that can be checked without a secret.
 *
 * @returns the record; a refusal for a record that is cut, changed, of another owner, or lacks a passphrase or recovery key slot
 */
export const readKeyRecord = async (
  owner: VaultOwner,
  bytes: Bytes,
): Promise<{ readonly kind: 'keys'; readonly keys: SealedKeyRecord } | Refusal> => {
  if (bytes.length > 0 && bytes[0] !== suite) return refuse('unknown-suite');
  const version = versionIn(bytes);
  if (version === null) return refuse('truncated');
  const parts = readRecord(bytes, (reader) => {
    const wrong = readHeader(reader, header(owner, version));
    if (wrong) return wrong;
    const bundle = reader.framed();
    const slots = Array.from({ length: reader.u8() }, () => readKeySlot(reader));
    const readablePart = bytes.slice(0, reader.at);
    const sealedPrivateKeys = reader.framed();
    reader.end();
    return { kind: 'parts' as const, bundle, slots, readablePart, sealedPrivateKeys };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { readablePart, sealedPrivateKeys } = parts;
  const slots = parts.slots.filter((slot) => slot !== null);
  if (slots.length < parts.slots.length || !isComplete(slots)) return refuse('altered');
  const read = await readPublicKeyBundle(owner, parts.bundle);
  if (read.kind !== 'bundle') return read;
  return { kind: 'keys', keys: { version, publicKeys: read.publicKeys, slots, readablePart, sealedPrivateKeys } };
};

/** Opens the private keys of a record; refused when any byte of the record has changed since it was sealed. */
export const openPrivateKeys = async (owner: VaultOwner, { version, readablePart, sealedPrivateKeys }: SealedKeyRecord, master: CryptoKey) => {
  const opened = await open(master, binding(owner, version), sealedPrivateKeys);
  return opened.kind === 'opened' ? decodePrivateKeys(opened.content, await sha256(readablePart)) : opened;
};
