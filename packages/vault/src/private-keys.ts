import { type Bytes, concat, framed, isEqual, wipe } from './bytes.ts';
import { importHkdfKey } from './key-derivation.ts';
import type { VaultOwner } from './owner.ts';
import type { PublicKeyBundle } from './public-key-bundle.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { createVault, type Vault } from './unlocked-vault.ts';

/** Private keys in the clear (PKCS#8). They exist between decryption and import, and are wiped then. */
export interface PrivateKeys {
  readonly agreementKey: Bytes;
  readonly signingKey: Bytes;
}

/** Encodes private keys for sealing. `digest` is the SHA-256 of the readable part of the key record, which is so bound to them. */
export const encodePrivateKeys = ({ agreementKey, signingKey }: PrivateKeys, digest: Bytes): Bytes =>
  concat(framed(agreementKey), framed(signingKey), digest);

/** Decodes {@link encodePrivateKeys}; `altered` when the digest is another one. */
export const decodePrivateKeys = (
  content: Bytes,
  digest: Bytes,
): { readonly kind: 'private-keys'; readonly privateKeys: PrivateKeys } | Refusal => {
  const read = reading(content, (reader) => ({ agreementKey: reader.framed(), signingKey: reader.framed(), digest: reader.rest() }));
  return read && isEqual(read.digest, digest) ? { kind: 'private-keys', privateKeys: read } : refuse('altered');
};

/** Opens a vault from its keys in the clear, and wipes them. */
export const importVault = async (
  owner: VaultOwner,
  publicKeys: PublicKeyBundle,
  master: Bytes,
  { agreementKey, signingKey }: PrivateKeys,
): Promise<Vault> => {
  const vault = createVault(owner, publicKeys, {
    master: await importHkdfKey(master),
    agree: await crypto.subtle.importKey('pkcs8', agreementKey, 'X25519', false, ['deriveBits']),
    sign: await crypto.subtle.importKey('pkcs8', signingKey, 'Ed25519', false, ['sign']),
  });
  wipe(master, agreementKey, signingKey);
  return vault;
};
