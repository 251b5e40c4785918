import { type Bytes, fromBase64Url, isEqual, randomBytes, toBase64Url } from './bytes.ts';
import type { VaultOwner } from './owner.ts';
import type { PublicKeyBundle } from './public-key-bundle.ts';
import { refuse, type Refusal } from './refusal.ts';

/**
 * Record of what one device has seen of a vault, for noticing an older state of it. Plain data without a secret; the device stores it and never
 * takes it from the server. Browsers hold memories with these field names already, so `place` (the owner) and `head` (the manifest)
 * stay.
 */
export interface Memory {
  readonly place: VaultOwner;
  /** Random name of this device. */
  readonly device: string;
  readonly keysVersion: number;
  /** Fingerprint of the person's own public keys; null: the vault was never open on this device. */
  readonly fingerprint: string | null;
  readonly headVersion: number;
  readonly headDigest: string | null;
  /** How many times each device has written, as far as this device knows. */
  readonly writes: Readonly<Record<string, number>>;
}

/** Creates the memory of a device that has seen nothing of the vault. */
export const newMemory = (owner: VaultOwner): Memory => ({
  place: owner,
  device: toBase64Url(randomBytes(9)),
  keysVersion: 0,
  fingerprint: null,
  headVersion: 0,
  headDigest: null,
  writes: {},
});

/**
 * Checks a key record against the device's memory.
 *
 * @returns null when it is acceptable; else `other-centre`, `other-person`, `own-key-swapped` or `rolled-back`
 */
export const checkKeyRecord = (memory: Memory, version: number, publicKeys: PublicKeyBundle): Refusal | null => {
  if (memory.place.centre !== publicKeys.owner.centre) return refuse('other-centre');
  if (memory.place.person !== publicKeys.owner.person) return refuse('other-person');
  if (memory.fingerprint !== null && !isPinned(memory.fingerprint, publicKeys.fingerprint)) return refuse('own-key-swapped');
  return version < memory.keysVersion ? refuse('rolled-back') : null;
};

const isPinned = (pinned: string, fingerprint: Bytes): boolean => {
  const bytes = fromBase64Url(pinned);
  return bytes !== null && isEqual(bytes, fingerprint);
};

/** Returns the memory with this key record as the newest that the device saw. */
export const rememberKeyRecord = (memory: Memory, version: number, publicKeys: PublicKeyBundle): Memory => ({
  ...memory,
  keysVersion: version,
  fingerprint: toBase64Url(publicKeys.fingerprint),
});

/** Merges two memories of one device, as two windows may have them: the newer key record and the newer manifest. */
export const mergeMemories = (a: Memory, b: Memory): Memory => {
  const [keys, manifest] = [a.keysVersion >= b.keysVersion ? a : b, a.headVersion >= b.headVersion ? a : b];
  return { ...manifest, keysVersion: keys.keysVersion, fingerprint: keys.fingerprint };
};
