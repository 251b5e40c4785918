import { type Bytes, concat, framedText, randomBytes, isEqual, u32, u8, utf8 } from './bytes.ts';
import { type PasskeySecret } from './passkey.ts';
import type { VaultOwner } from './owner.ts';
import type { Reader } from './reader.ts';
import { recoveryKeyBytes, type RecoveryKey } from './recovery-key.ts';
import { refuse, type Refusal, type RefusalKind } from './refusal.ts';
import { importHkdfKey, deriveSingleUseKey } from './sealing.ts';
import { type Cost, type Passphrase, checkCost, minCost, deriveKey } from './derive-key.ts';

/** What opens a vault. */
export type Secret =
  | { readonly kind: 'passphrase'; readonly passphrase: Passphrase }
  | { readonly kind: 'recovery-key'; readonly key: RecoveryKey }
  | { readonly kind: 'passkey'; readonly credential: string; readonly secret: PasskeySecret };

/** The master key, sealed so that one secret opens it. */
export interface KeySlot {
  readonly kind: Secret['kind'];
  /** Whose it is: the fingerprint of the card it is kept with. */
  readonly bundleFingerprint: Bytes;
  /** Which passkey; empty for the others. */
  readonly credential: string;
  readonly cost: Cost;
  readonly salt: Bytes;
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

const kinds: readonly KeySlot['kind'][] = ['passphrase', 'recovery-key', 'passkey'];
const noCost: Cost = { memoryKiB: 0, passes: 0, lanes: 0 };
const wrongSecret = { passphrase: 'wrong-passphrase', 'recovery-key': 'wrong-recovery-key', passkey: 'wrong-passkey' } as const satisfies Record<
  Secret['kind'],
  RefusalKind
>;

const readableBytes = ({ kind, bundleFingerprint: of, credential, cost, salt }: Omit<KeySlot, 'iv' | 'sealed'>): Bytes =>
  concat(u8(kinds.indexOf(kind)), of, framedText(credential), u32(cost.memoryKiB), u8(cost.passes), u8(cost.lanes), salt);

export const encodeKeySlot = (wrap: KeySlot): Bytes => concat(readableBytes(wrap), wrap.iv, wrap.sealed);

/** Null for a kind of wrap that is not known. */
export const readKeySlot = (reader: Reader): KeySlot | null => {
  const kind = kinds[reader.u8()];
  const wrap = {
    bundleFingerprint: reader.take(32),
    credential: reader.text(),
    cost: { memoryKiB: reader.u32(), passes: reader.u8(), lanes: reader.u8() },
    salt: reader.take(32),
    iv: reader.take(12),
    sealed: reader.take(48),
  };
  return kind ? { kind, ...wrap } : null;
};

const keyOf = async (secret: Secret, place: VaultOwner, salt: Bytes, cost: Cost, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> => {
  const from =
    secret.kind === 'passphrase'
      ? await deriveKey(secret.passphrase, place, salt, cost)
      : await importHkdfKey(secret.kind === 'passkey' ? secret.secret : recoveryKeyBytes(secret.key));
  return deriveSingleUseKey(from, salt, `wrap ${secret.kind}`, use);
};

const bound = (place: VaultOwner, readable: Bytes): Bytes =>
  concat(utf8('onhook vault 1 wrap'), framedText(place.centre), framedText(place.person), readable);

export const sealMasterKey = async (place: VaultOwner, bundleFingerprint: Bytes, secret: Secret, master: Bytes): Promise<KeySlot> => {
  const readable = {
    kind: secret.kind,
    bundleFingerprint,
    credential: secret.kind === 'passkey' ? secret.credential : '',
    cost: secret.kind === 'passphrase' ? minCost : noCost,
    salt: randomBytes(32),
  };
  const iv = randomBytes(12);
  const key = await keyOf(secret, place, readable.salt, readable.cost, 'encrypt');
  const additionalData = bound(place, readableBytes(readable));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, master);
  return { ...readable, iv, sealed: new Uint8Array(sealed) };
};

export const isOpenedBy = (wrap: KeySlot, secret: Secret): boolean =>
  wrap.kind === secret.kind && (secret.kind !== 'passkey' || wrap.credential === secret.credential);

/** The master key in the clear, for as short as can be. */
export const openMasterKey = async (place: VaultOwner, bundleFingerprint: Bytes, wrap: KeySlot, secret: Secret): Promise<{ readonly kind: 'master'; readonly bytes: Bytes } | Refusal> => {
  if (!isEqual(wrap.bundleFingerprint, bundleFingerprint)) return refuse('other-person');
  const costly = wrap.kind === 'passphrase' ? checkCost(wrap.cost) : null;
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
