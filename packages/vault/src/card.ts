import { type Bytes, concat, same, sha256, utf8 } from './bytes.ts';
import { headerBytes, readHeader } from './header.ts';
import type { Place } from './place.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';

/** A person's public keys, signed by the one of them that signs. Says nothing yet about whose they really are. */
export interface Card {
  readonly place: Place;
  readonly agree: Bytes;
  readonly verify: Bytes;
  readonly fingerprint: Bytes;
  readonly bytes: Bytes;
}

const header = (place: Place) => ({ format: 'card', place, thing: 'card', version: 1 }) as const;
const signed = (body: Bytes): Bytes => concat(utf8('onhook vault 1 card'), body);

export const verifyingKey = (raw: Bytes): Promise<CryptoKey> => crypto.subtle.importKey('raw', raw, 'Ed25519', true, ['verify']);

export const isSigned = async (raw: Bytes, signature: Bytes, by: Bytes): Promise<boolean> => {
  try {
    return await crypto.subtle.verify('Ed25519', await verifyingKey(raw), signature, by);
  } catch {
    // No point of the curve.
    return false;
  }
};

export const makeCard = async (place: Place, agree: Bytes, verify: Bytes, sign: CryptoKey): Promise<Card> => {
  const body = concat(headerBytes(header(place)), agree, verify);
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', sign, signed(body)));
  return { place, agree, verify, fingerprint: await sha256(signed(body)), bytes: concat(body, signature) };
};

/** Reads what is said to be the card of the person at `place`. */
export const readCard = async (place: Place, bytes: Bytes): Promise<{ readonly kind: 'card'; readonly card: Card } | Refusal> => {
  const parts = reading(bytes, (reader) => {
    const wrong = readHeader(reader, header(place));
    if (wrong) return wrong;
    const keys = { agree: reader.take(32), verify: reader.take(32) };
    const body = bytes.slice(0, reader.at);
    const signature = reader.take(64);
    reader.end();
    return { kind: 'parts' as const, ...keys, body, signature };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { agree, verify, body, signature } = parts;
  if (!(await isSigned(verify, signature, signed(body)))) return refuse('forged');
  return { kind: 'card', card: { place, agree, verify, fingerprint: await sha256(signed(body)), bytes } };
};

export const isSameCard = (a: Card, b: Card): boolean => same(a.fingerprint, b.fingerprint);

/** Six groups of five digits, to be compared by voice or side by side: the same in every language. */
export const fingerprintDigits = (fingerprint: Bytes): readonly string[] =>
  Array.from({ length: 6 }, (_, n) => {
    const five = fingerprint.slice(n * 5, n * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(five % 100_000).padStart(5, '0');
  });
