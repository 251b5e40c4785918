import { type Bytes, concat, framed, isEqual, wipe } from './bytes.ts';
import { importHkdfKey } from './key-derivation.ts';
import type { VaultOwner } from './owner.ts';
import type { PublicKeyBundle } from './public-key-bundle.ts';
import { readRecord } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { createVault, type Vault } from './unlocked-vault.ts';

/** Private keys in the clear (PKCS#8). They exist between decryption and import, and are wiped then. */
export interface PrivateKeys {
  readonly agreementKey: Bytes;
  readonly signingKey: Bytes;
  /** Master keys before the last renewals, the newest first. */
  readonly previousMasters: readonly Bytes[];
}

const masterLength = 32;
const digestLength = 32;

/** Overwrites private keys in the clear. */
export const wipePrivateKeys = ({ agreementKey, signingKey, previousMasters }: PrivateKeys): void => wipe(agreementKey, signingKey, ...previousMasters);

/** Encodes private keys for sealing. Records from before the first renewal have no previous master keys. `digest` is the SHA-256 of the readable part of the key record, which is so bound to them. */
export const encodePrivateKeys = ({ agreementKey, signingKey, previousMasters }: PrivateKeys, digest: Bytes): Bytes =>
  concat(framed(agreementKey), framed(signingKey), ...previousMasters, digest);

/** Decodes {@link encodePrivateKeys}; `altered` when the digest is another one. */
export const decodePrivateKeys = (
  content: Bytes,
  digest: Bytes,
): { readonly kind: 'private-keys'; readonly privateKeys: PrivateKeys } | Refusal => {
  const read = readRecord(content, (reader) => ({ agreementKey: reader.framed(), signingKey: reader.framed(), rest: reader.rest() }));
  if (!read) return refuse('altered');
  const { agreementKey, signingKey, rest } = read;
  const count = (rest.length - digestLength) / masterLength;
  if (!Number.isInteger(count) || count < 0 || !isEqual(rest.slice(count * masterLength), digest)) return refuse('altered');
  const previousMasters = Array.from({ length: count }, (_, n) => rest.slice(n * masterLength, (n + 1) * masterLength));
  return { kind: 'private-keys', privateKeys: { agreementKey, signingKey, previousMasters } };
};

/** Opens a vault from its keys in the clear, and wipes them. */
export const importVault = async (
  owner: VaultOwner,
  publicKeys: PublicKeyBundle,
  master: Bytes,
  privateKeys: PrivateKeys,
): Promise<Vault> => {
  const { agreementKey, signingKey, previousMasters } = privateKeys;
  const vault = createVault(owner, publicKeys, {
    master: await importHkdfKey(master),
    previous: await Promise.all(previousMasters.map(importHkdfKey)),
    agree: await crypto.subtle.importKey('pkcs8', agreementKey, 'X25519', false, ['deriveBits']),
    sign: await crypto.subtle.importKey('pkcs8', signingKey, 'Ed25519', false, ['sign']),
  });
  wipe(master);
  wipePrivateKeys(privateKeys);
  return vault;
};
