import { type Bytes, concat, framedText, random, same, u32, u8, utf8 } from './bytes.ts';
import { type PasskeySecret } from './passkey.ts';
import type { Place } from './place.ts';
import type { Reader } from './reader.ts';
import { recoveryBytes, type RecoveryKey } from './recovery-key.ts';
import { refuse, type Refusal, type RefusalKind } from './refusal.ts';
import { importMaster, keyFor } from './sealing.ts';
import { type Cost, type Passphrase, refuseCost, statedCost, stretch } from './stretch.ts';

/** What opens a vault. */
export type Secret =
  | { readonly kind: 'passphrase'; readonly passphrase: Passphrase }
  | { readonly kind: 'recovery-key'; readonly key: RecoveryKey }
  | { readonly kind: 'passkey'; readonly credential: string; readonly secret: PasskeySecret };

/** The master key, sealed so that one secret opens it. */
export interface Wrap {
  readonly kind: Secret['kind'];
  /** Whose it is: the fingerprint of the card it is kept with. */
  readonly of: Bytes;
  /** Which passkey; empty for the others. */
  readonly credential: string;
  readonly cost: Cost;
  readonly salt: Bytes;
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

const kinds: readonly Wrap['kind'][] = ['passphrase', 'recovery-key', 'passkey'];
const noCost: Cost = { memoryKiB: 0, passes: 0, lanes: 0 };
const wrongSecret = { passphrase: 'wrong-passphrase', 'recovery-key': 'wrong-recovery-key', passkey: 'wrong-passkey' } as const satisfies Record<
  Secret['kind'],
  RefusalKind
>;

const readableBytes = ({ kind, of, credential, cost, salt }: Omit<Wrap, 'iv' | 'sealed'>): Bytes =>
  concat(u8(kinds.indexOf(kind)), of, framedText(credential), u32(cost.memoryKiB), u8(cost.passes), u8(cost.lanes), salt);

export const wrapBytes = (wrap: Wrap): Bytes => concat(readableBytes(wrap), wrap.iv, wrap.sealed);

/** Null for a kind of wrap that is not known. */
export const readWrap = (reader: Reader): Wrap | null => {
  const kind = kinds[reader.u8()];
  const wrap = {
    of: reader.take(32),
    credential: reader.text(),
    cost: { memoryKiB: reader.u32(), passes: reader.u8(), lanes: reader.u8() },
    salt: reader.take(32),
    iv: reader.take(12),
    sealed: reader.take(48),
  };
  return kind ? { kind, ...wrap } : null;
};

const keyOf = async (secret: Secret, place: Place, salt: Bytes, cost: Cost, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> => {
  const from =
    secret.kind === 'passphrase'
      ? await stretch(secret.passphrase, place, salt, cost)
      : await importMaster(secret.kind === 'passkey' ? secret.secret : recoveryBytes(secret.key));
  return keyFor(from, salt, `wrap ${secret.kind}`, use);
};

const bound = (place: Place, readable: Bytes): Bytes =>
  concat(utf8('onhook vault 1 wrap'), framedText(place.centre), framedText(place.person), readable);

export const wrapMaster = async (place: Place, of: Bytes, secret: Secret, master: Bytes): Promise<Wrap> => {
  const readable = {
    kind: secret.kind,
    of,
    credential: secret.kind === 'passkey' ? secret.credential : '',
    cost: secret.kind === 'passphrase' ? statedCost : noCost,
    salt: random(32),
  };
  const iv = random(12);
  const key = await keyOf(secret, place, readable.salt, readable.cost, 'encrypt');
  const additionalData = bound(place, readableBytes(readable));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, master);
  return { ...readable, iv, sealed: new Uint8Array(sealed) };
};

export const isOpenedBy = (wrap: Wrap, secret: Secret): boolean =>
  wrap.kind === secret.kind && (secret.kind !== 'passkey' || wrap.credential === secret.credential);

/** The master key in the clear, for as short as can be. */
export const unwrapMaster = async (place: Place, of: Bytes, wrap: Wrap, secret: Secret): Promise<{ readonly kind: 'master'; readonly bytes: Bytes } | Refusal> => {
  if (!same(wrap.of, of)) return refuse('other-person');
  const costly = wrap.kind === 'passphrase' ? refuseCost(wrap.cost) : null;
  if (costly) return costly;
  const key = await keyOf(secret, place, wrap.salt, wrap.cost, 'decrypt');
  const additionalData = bound(place, readableBytes(wrap));
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: wrap.iv, additionalData }, key, wrap.sealed);
    return { kind: 'master', bytes: new Uint8Array(bytes) };
  } catch {
    return refuse(wrongSecret[secret.kind]);
  }
};
