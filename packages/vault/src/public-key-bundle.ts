import { type Bytes, concat, isEqual, sha256, utf8 } from './bytes.ts';
import { headerBytes, readHeader } from './header.ts';
import type { VaultOwner } from './owner.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';

/** A person's public keys, signed by the one of them that signs. Says nothing yet about whose they really are. */
export interface PublicKeyBundle {
  readonly owner: VaultOwner;
  readonly agreementKey: Bytes;
  readonly verificationKey: Bytes;
  readonly fingerprint: Bytes;
  readonly bytes: Bytes;
}

const header = (place: VaultOwner) => ({ format: 'card', place, thing: 'card', version: 1 }) as const;
const signed = (body: Bytes): Bytes => concat(utf8('onhook vault 1 card'), body);

export const verifyingKey = (raw: Bytes): Promise<CryptoKey> => crypto.subtle.importKey('raw', raw, 'Ed25519', true, ['verify']);

export const isSignatureValid = async (raw: Bytes, signature: Bytes, by: Bytes): Promise<boolean> => {
  try {
    return await crypto.subtle.verify('Ed25519', await verifyingKey(raw), signature, by);
  } catch {
    // No point of the curve.
    return false;
  }
};

export const createPublicKeyBundle = async (place: VaultOwner, agree: Bytes, verify: Bytes, sign: CryptoKey): Promise<PublicKeyBundle> => {
  const body = concat(headerBytes(header(place)), agree, verify);
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', sign, signed(body)));
  return { owner: place, agreementKey: agree, verificationKey: verify, fingerprint: await sha256(signed(body)), bytes: concat(body, signature) };
};

/** Reads what is said to be the card of the person at `place`. */
export const readPublicKeyBundle = async (place: VaultOwner, bytes: Bytes): Promise<{ readonly kind: 'card'; readonly card: PublicKeyBundle } | Refusal> => {
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
  if (!(await isSignatureValid(verify, signature, signed(body)))) return refuse('forged');
  return { kind: 'card', card: { owner: place, agreementKey: agree, verificationKey: verify, fingerprint: await sha256(signed(body)), bytes } };
};

export const isSameBundle = (a: PublicKeyBundle, b: PublicKeyBundle): boolean => isEqual(a.fingerprint, b.fingerprint);

/** Six groups of five digits, to be compared by voice or side by side: the same in every language. */
export const fingerprintDigits = (fingerprint: Bytes): readonly string[] =>
  Array.from({ length: 6 }, (_, n) => {
    const five = fingerprint.slice(n * 5, n * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(five % 100_000).padStart(5, '0');
  });
