import { type Bytes, concat, framedText, u32, u8 } from './bytes.ts';
import type { VaultOwner } from './owner.ts';
import type { Reader } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Number of the cipher suite: AES-256-GCM, HKDF-SHA-256, Argon2id, X25519, Ed25519, HPKE. Another suite gets another number. */
export const suite = 1;

// Numbers and names of stored formats never change: "card" is a public key bundle, "head" the manifest, "here" a record on the device.
const formats = { keys: 1, item: 2, head: 3, share: 4, card: 5, here: 6 } as const;

/** The readable beginning of every sealed record. The ciphertext is bound to it. */
export interface Header {
  readonly format: keyof typeof formats;
  readonly owner: VaultOwner;
  /** Name of the record within its owner and format. */
  readonly name: string;
  readonly version: number;
}

/** Encodes a header: suite, format, centre, person, name, version. */
export const headerBytes = ({ format, owner, name, version }: Header): Bytes =>
  concat(u8(suite), u8(formats[format]), framedText(owner.centre), framedText(owner.person), framedText(name), u32(version));

/**
 * Reads a header and compares it with the expected one.
 *
 * @returns null when they are equal; else the first difference as a refusal (`rolled-back` for a lower version)
 */
export const readHeader = (reader: Reader, expected: Header): Refusal | null => {
  if (reader.u8() !== suite) return refuse('unknown-suite');
  if (reader.u8() !== formats[expected.format]) return refuse('altered');
  if (reader.text() !== expected.owner.centre) return refuse('other-centre');
  if (reader.text() !== expected.owner.person) return refuse('other-person');
  if (reader.text() !== expected.name) return refuse('other-item');
  const version = reader.u32();
  if (version < expected.version) return refuse('rolled-back');
  return version > expected.version ? refuse('altered') : null;
};
