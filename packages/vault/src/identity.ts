import { type Bytes, concat, framed, same } from './bytes.ts';
import { type Card, makeCard } from './card.ts';
import type { Place } from './place.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { importMaster } from './sealing.ts';
import { type Vault, unlocked } from './unlocked.ts';

/** The private keys as they are written, for as short as can be. */
export interface Identity {
  readonly agree: Bytes;
  readonly sign: Bytes;
}

const exported = async (form: 'raw' | 'pkcs8', key: CryptoKey): Promise<Bytes> => new Uint8Array(await crypto.subtle.exportKey(form, key));

const newPair = (name: 'X25519' | 'Ed25519'): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name }, true, name === 'X25519' ? ['deriveBits'] : ['sign', 'verify']) as Promise<CryptoKeyPair>;

export const newIdentity = async (place: Place): Promise<{ readonly identity: Identity; readonly card: Card }> => {
  const [agree, sign] = await Promise.all([newPair('X25519'), newPair('Ed25519')]);
  const card = await makeCard(place, await exported('raw', agree.publicKey), await exported('raw', sign.publicKey), sign.privateKey);
  return { card, identity: { agree: await exported('pkcs8', agree.privateKey), sign: await exported('pkcs8', sign.privateKey) } };
};

/** `digest` is of all that stands beside it, which is so bound to it. */
export const identityBytes = ({ agree, sign }: Identity, digest: Bytes): Bytes => concat(framed(agree), framed(sign), digest);

export const readIdentity = (content: Bytes, digest: Bytes): { readonly kind: 'identity'; readonly identity: Identity } | Refusal => {
  const read = reading(content, (reader) => ({ agree: reader.framed(), sign: reader.framed(), digest: reader.rest() }));
  return read && same(read.digest, digest) ? { kind: 'identity', identity: read } : refuse('altered');
};

export const wipe = (...secrets: readonly Bytes[]): void => {
  for (const secret of secrets) secret.fill(0);
};

/** Opens a vault with what it is made of; all of it is wiped. */
export const openWith = async (place: Place, card: Card, master: Bytes, { agree, sign }: Identity): Promise<Vault> => {
  const vault = unlocked(place, card, {
    master: await importMaster(master),
    agree: await crypto.subtle.importKey('pkcs8', agree, 'X25519', false, ['deriveBits']),
    sign: await crypto.subtle.importKey('pkcs8', sign, 'Ed25519', false, ['sign']),
  });
  wipe(master, agree, sign);
  return vault;
};

let known: Promise<boolean> | null = null;

/** Whether this browser, at this address, has what a vault needs; without https none has. */
export const canSeal = (): Promise<boolean> =>
  (known ??= (async () => {
    try {
      await Promise.all([newPair('X25519'), newPair('Ed25519')]);
      return typeof WebAssembly === 'object';
    } catch {
      return false;
    }
  })());
