import { type Bytes, concat, framed, isEqual } from './bytes.ts';
import { type PublicKeyBundle, createPublicKeyBundle } from './public-key-bundle.ts';
import type { VaultOwner } from './owner.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { importHkdfKey } from './sealing.ts';
import { type Vault, createVault } from './unlocked-vault.ts';

/** The private keys as they are written, for as short as can be. */
export interface PrivateKeys {
  readonly agreementKey: Bytes;
  readonly signingKey: Bytes;
}

const exported = async (form: 'raw' | 'pkcs8', key: CryptoKey): Promise<Bytes> => new Uint8Array(await crypto.subtle.exportKey(form, key));

const newPair = (name: 'X25519' | 'Ed25519'): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name }, true, name === 'X25519' ? ['deriveBits'] : ['sign', 'verify']) as Promise<CryptoKeyPair>;

export const generateKeys = async (place: VaultOwner): Promise<{ readonly identity: PrivateKeys; readonly card: PublicKeyBundle }> => {
  const [agree, sign] = await Promise.all([newPair('X25519'), newPair('Ed25519')]);
  const card = await createPublicKeyBundle(place, await exported('raw', agree.publicKey), await exported('raw', sign.publicKey), sign.privateKey);
  return { card, identity: { agreementKey: await exported('pkcs8', agree.privateKey), signingKey: await exported('pkcs8', sign.privateKey) } };
};

/** `digest` is of all that stands beside it, which is so bound to it. */
export const encodePrivateKeys = ({ agreementKey: agree, signingKey: sign }: PrivateKeys, digest: Bytes): Bytes => concat(framed(agree), framed(sign), digest);

export const decodePrivateKeys = (content: Bytes, digest: Bytes): { readonly kind: 'identity'; readonly identity: PrivateKeys } | Refusal => {
  const read = reading(content, (reader) => ({ agreementKey: reader.framed(), signingKey: reader.framed(), digest: reader.rest() }));
  return read && isEqual(read.digest, digest) ? { kind: 'identity', identity: read } : refuse('altered');
};

export const wipe = (...secrets: readonly Bytes[]): void => {
  for (const secret of secrets) secret.fill(0);
};

/** Opens a vault with what it is made of; all of it is wiped. */
export const importVault = async (place: VaultOwner, card: PublicKeyBundle, master: Bytes, { agreementKey: agree, signingKey: sign }: PrivateKeys): Promise<Vault> => {
  const vault = createVault(place, card, {
    master: await importHkdfKey(master),
    agree: await crypto.subtle.importKey('pkcs8', agree, 'X25519', false, ['deriveBits']),
    sign: await crypto.subtle.importKey('pkcs8', sign, 'Ed25519', false, ['sign']),
  });
  wipe(master, agree, sign);
  return vault;
};

let known: Promise<boolean> | null = null;

/** Whether this browser, at this address, has what a vault needs; without https none has. */
export const isVaultSupported = (): Promise<boolean> =>
  (known ??= (async () => {
    try {
      await Promise.all([newPair('X25519'), newPair('Ed25519')]);
      return typeof WebAssembly === 'object';
    } catch {
      return false;
    }
  })());
