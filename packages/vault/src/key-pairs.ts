import type { Bytes } from './bytes.ts';
import type { VaultOwner } from './owner.ts';
import type { PrivateKeys } from './private-keys.ts';
import { createPublicKeyBundle, type PublicKeyBundle } from './public-key-bundle.ts';

const newPair = (name: 'X25519' | 'Ed25519'): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name }, true, name === 'X25519' ? ['deriveBits'] : ['sign', 'verify']) as Promise<CryptoKeyPair>;

const exported = async (form: 'raw' | 'pkcs8', key: CryptoKey): Promise<Bytes> => new Uint8Array(await crypto.subtle.exportKey(form, key));

/** Generates the two key pairs of a new vault: X25519 for sharing, Ed25519 for signing. The caller wipes the private keys. */
export const generateKeys = async (
  owner: VaultOwner,
): Promise<{ readonly privateKeys: PrivateKeys; readonly publicKeys: PublicKeyBundle }> => {
  const [agree, sign] = await Promise.all([newPair('X25519'), newPair('Ed25519')]);
  return {
    publicKeys: await createPublicKeyBundle(owner, await exported('raw', agree.publicKey), await exported('raw', sign.publicKey), sign.privateKey),
    privateKeys: { agreementKey: await exported('pkcs8', agree.privateKey), signingKey: await exported('pkcs8', sign.privateKey), previousMasters: [] },
  };
};

let isSupported: Promise<boolean> | null = null;

/** True when this browser, at this address, has the cryptography of a vault. No browser has it without https. */
export const isVaultSupported = (): Promise<boolean> =>
  (isSupported ??= (async () => {
    try {
      await Promise.all([newPair('X25519'), newPair('Ed25519')]);
      return typeof WebAssembly === 'object';
    } catch {
      return false;
    }
  })());
