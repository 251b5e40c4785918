import { type Bytes, concat, framedText, u32, u8 } from './bytes.ts';
import type { VaultOwner } from './owner.ts';
import type { Reader } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';

/** AES-256-GCM, HKDF-SHA-256, Argon2id, X25519, Ed25519, HPKE. Another number is another set, never a choice within one. */
export const suite = 1;

const formats = { keys: 1, item: 2, head: 3, share: 4, card: 5, here: 6 } as const;

/** What stands, readable, before everything sealed, and is bound to it. */
export interface Header {
  readonly format: keyof typeof formats;
  readonly place: VaultOwner;
  readonly thing: string;
  readonly version: number;
}

export const headerBytes = ({ format, place, thing, version }: Header): Bytes =>
  concat(u8(suite), u8(formats[format]), framedText(place.centre), framedText(place.person), framedText(thing), u32(version));

/** Reads a header and says what it is not; null when it is just what was expected. */
export const readHeader = (reader: Reader, expected: Header): Refusal | null => {
  if (reader.u8() !== suite) return refuse('unknown-suite');
  if (reader.u8() !== formats[expected.format]) return refuse('altered');
  if (reader.text() !== expected.place.centre) return refuse('other-centre');
  if (reader.text() !== expected.place.person) return refuse('other-person');
  if (reader.text() !== expected.thing) return refuse('other-item');
  const version = reader.u32();
  if (version < expected.version) return refuse('rolled-back');
  return version > expected.version ? refuse('altered') : null;
};
