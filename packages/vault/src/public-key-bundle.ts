import { type Bytes, concat, isEqual, sha256, utf8 } from './bytes.ts';
import { headerBytes, readHeader } from './header.ts';
import type { VaultOwner } from './owner.ts';
import { readRecord } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { isSignatureValid } from './signature.ts';

/** Public keys of a person, signed by their own signing key. The signature does not prove whose keys they are: see trust.ts. */
export interface PublicKeyBundle {
  readonly owner: VaultOwner;
  /** X25519, 32 bytes. */
  readonly agreementKey: Bytes;
  /** Ed25519, 32 bytes. */
  readonly verificationKey: Bytes;
  /** SHA-256 of the signed body. */
  readonly fingerprint: Bytes;
  /** The whole bundle as it is published, signature included. */
  readonly bytes: Bytes;
}

// Stored and published bundles are named "card": the format keeps the word.
const header = (owner: VaultOwner) => ({ format: 'card', owner, name: 'card', version: 1 }) as const;
const signedBytes = (body: Bytes): Bytes => concat(utf8('onhook vault 1 card'), body);

/** Creates the bundle of two public keys, signed by the private half of `verificationKey`. */
export const createPublicKeyBundle = async (
  owner: VaultOwner,
  agreementKey: Bytes,
  verificationKey: Bytes,
  signingKey: CryptoKey,
): Promise<PublicKeyBundle> => {
  const body = concat(headerBytes(header(owner)), agreementKey, verificationKey);
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', signingKey, signedBytes(body)));
  return { owner, agreementKey, verificationKey, fingerprint: await sha256(signedBytes(body)), bytes: concat(body, signature) };
};

/**
 * Reads the published bundle of `owner` and checks its signature.
 *
 * @returns the bundle; `forged` for a wrong signature, and a header's refusal for the bundle of another person or centre
 */
export const readPublicKeyBundle = async (
  owner: VaultOwner,
  bytes: Bytes,
): Promise<{ readonly kind: 'bundle'; readonly publicKeys: PublicKeyBundle } | Refusal> => {
  const parts = readRecord(bytes, (reader) => {
    const wrong = readHeader(reader, header(owner));
    if (wrong) return wrong;
    const keys = { agreementKey: reader.take(32), verificationKey: reader.take(32) };
    const body = bytes.slice(0, reader.at);
    const signature = reader.take(64);
    reader.end();
    return { kind: 'parts' as const, ...keys, body, signature };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { agreementKey, verificationKey, body, signature } = parts;
  if (!(await isSignatureValid(verificationKey, signature, signedBytes(body)))) return refuse('forged');
  const fingerprint = await sha256(signedBytes(body));
  return { kind: 'bundle', publicKeys: { owner, agreementKey, verificationKey, fingerprint, bytes } };
};

/** Compares two bundles by fingerprint. */
export const isSameBundle = (a: PublicKeyBundle, b: PublicKeyBundle): boolean => isEqual(a.fingerprint, b.fingerprint);
