import { type Cost, checkCost, minCost } from './argon2-cost.ts';
import { type Bytes, concat, framedText, isEqual, randomBytes, u32, u8, utf8 } from './bytes.ts';
import { deriveKey } from './derive-key.ts';
import { deriveSingleUseKey, importHkdfKey } from './key-derivation.ts';
import type { VaultOwner } from './owner.ts';
import type { PasskeySecret } from './passkey.ts';
import type { Passphrase } from './passphrase.ts';
import type { Reader } from './reader.ts';
import { type RecoveryKey, recoveryKeyBytes } from './recovery-key.ts';
import { refuse, type Refusal, type RefusalKind } from './refusal.ts';

/** A secret that opens a vault. */
export type Secret =
  | { readonly kind: 'passphrase'; readonly passphrase: Passphrase }
  | { readonly kind: 'recovery-key'; readonly key: RecoveryKey }
  | { readonly kind: 'passkey'; readonly credential: string; readonly secret: PasskeySecret };

/** The master key, sealed under one secret. */
export interface KeySlot {
  readonly kind: Secret['kind'];
  /** Fingerprint of the public key bundle in the same record. */
  readonly bundleFingerprint: Bytes;
  /** Credential id of the passkey; empty for other secrets. */
  readonly credential: string;
  readonly cost: Cost;
  readonly salt: Bytes;
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

// The order is stored: a kind keeps its number.
const kinds: readonly KeySlot['kind'][] = ['passphrase', 'recovery-key', 'passkey'];
const noCost: Cost = { memoryKiB: 0, passes: 0, lanes: 0 };
const wrongSecret = { passphrase: 'wrong-passphrase', 'recovery-key': 'wrong-recovery-key', passkey: 'wrong-passkey' } as const satisfies Record<
  Secret['kind'],
  RefusalKind
>;

const readableBytes = ({ kind, bundleFingerprint, credential, cost, salt }: Omit<KeySlot, 'iv' | 'sealed'>): Bytes =>
  concat(u8(kinds.indexOf(kind)), bundleFingerprint, framedText(credential), u32(cost.memoryKiB), u8(cost.passes), u8(cost.lanes), salt);

/** Encodes a slot for the key record. */
export const encodeKeySlot = (slot: KeySlot): Bytes => concat(readableBytes(slot), slot.iv, slot.sealed);

/** Reads a slot; null for an unknown kind of secret. */
export const readKeySlot = (reader: Reader): KeySlot | null => {
  const kind = kinds[reader.u8()];
  const slot = {
    bundleFingerprint: reader.take(32),
    credential: reader.text(),
    cost: { memoryKiB: reader.u32(), passes: reader.u8(), lanes: reader.u8() },
    salt: reader.take(32),
    iv: reader.take(12),
    sealed: reader.take(48),
  };
  return kind ? { kind, ...slot } : null;
};

// The labels in stored slots are "wrap": the format keeps the word.
const slotKey = async (secret: Secret, owner: VaultOwner, salt: Bytes, cost: Cost, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> => {
  const from =
    secret.kind === 'passphrase'
      ? await deriveKey(secret.passphrase, owner, salt, cost)
      : await importHkdfKey(secret.kind === 'passkey' ? secret.secret : recoveryKeyBytes(secret.key));
  return deriveSingleUseKey(from, salt, `wrap ${secret.kind}`, use);
};

const associatedData = (owner: VaultOwner, readable: Bytes): Bytes =>
  concat(utf8('onhook vault 1 wrap'), framedText(owner.centre), framedText(owner.person), readable);

/** Seals the master key into a slot that `secret` opens. */
export const sealMasterKey = async (owner: VaultOwner, bundleFingerprint: Bytes, secret: Secret, master: Bytes): Promise<KeySlot> => {
  const readable = {
    kind: secret.kind,
    bundleFingerprint,
    credential: secret.kind === 'passkey' ? secret.credential : '',
    cost: secret.kind === 'passphrase' ? minCost : noCost,
    salt: randomBytes(32),
  };
  const iv = randomBytes(12);
  const key = await slotKey(secret, owner, readable.salt, readable.cost, 'encrypt');
  const additionalData = associatedData(owner, readableBytes(readable));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, master);
  return { ...readable, iv, sealed: new Uint8Array(sealed) };
};

/** True when the slot is meant for this kind of secret, and for this passkey. */
export const isSlotFor = (slot: KeySlot, secret: Secret): boolean =>
  slot.kind === secret.kind && (secret.kind !== 'passkey' || slot.credential === secret.credential);

/**
 * Opens a slot.
 *
 * @returns the master key in the clear, which the caller wipes; `other-person` for the slot of another bundle, `cost-too-low` or
 * `cost-too-high`, or the refusal of a wrong secret
 */
export const openMasterKey = async (
  owner: VaultOwner,
  bundleFingerprint: Bytes,
  slot: KeySlot,
  secret: Secret,
): Promise<{ readonly kind: 'master'; readonly bytes: Bytes } | Refusal> => {
  if (!isEqual(slot.bundleFingerprint, bundleFingerprint)) return refuse('other-person');
  const wrongCost = slot.kind === 'passphrase' ? checkCost(slot.cost) : null;
  if (wrongCost) return wrongCost;
  const key = await slotKey(secret, owner, slot.salt, slot.cost, 'decrypt');
  const additionalData = associatedData(owner, readableBytes(slot));
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: slot.iv, additionalData }, key, slot.sealed);
    return { kind: 'master', bytes: new Uint8Array(bytes) };
  } catch {
    return refuse(wrongSecret[secret.kind]);
  }
};
