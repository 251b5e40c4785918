import { type Bytes, fromBase64Url, randomBytes, isEqual, toBase64Url } from './bytes.ts';
import type { PublicKeyBundle } from './public-key-bundle.ts';
import type { VaultOwner } from './owner.ts';
import { refuse, type Refusal } from './refusal.ts';

/**
 * What a device remembers of a vault, so that an older state of it is noticed. Plain data without a secret in it; to be kept
 * on the device, and never taken from the server.
 */
export interface Memory {
  readonly place: VaultOwner;
  /** This device among the person's. */
  readonly device: string;
  readonly keysVersion: number;
  /** Null: it has never been opened here. */
  readonly fingerprint: string | null;
  readonly headVersion: number;
  readonly headDigest: string | null;
  /** How often each device has written, as far as is known here. */
  readonly writes: Readonly<Record<string, number>>;
}

export const newMemory = (place: VaultOwner): Memory => ({
  place,
  device: toBase64Url(randomBytes(9)),
  keysVersion: 0,
  fingerprint: null,
  headVersion: 0,
  headDigest: null,
  writes: {},
});

/** What is remembered of the keys against what the server hands out. */
export const checkKeyRecord = (memory: Memory, version: number, card: PublicKeyBundle): Refusal | null => {
  if (memory.place.centre !== card.owner.centre) return refuse('other-centre');
  if (memory.place.person !== card.owner.person) return refuse('other-person');
  if (memory.fingerprint !== null && !isPinned(memory.fingerprint, card.fingerprint)) return refuse('own-key-swapped');
  return version < memory.keysVersion ? refuse('rolled-back') : null;
};

const isPinned = (pinned: string, fingerprint: Bytes): boolean => {
  const bytes = fromBase64Url(pinned);
  return bytes !== null && isEqual(bytes, fingerprint);
};

export const rememberKeyRecord = (memory: Memory, version: number, card: PublicKeyBundle): Memory => ({
  ...memory,
  keysVersion: version,
  fingerprint: toBase64Url(card.fingerprint),
});

/** Of two memories of one device, as two windows may have them, what neither must forget. */
export const mergeMemories = (a: Memory, b: Memory): Memory => {
  const [keys, head] = [a.keysVersion >= b.keysVersion ? a : b, a.headVersion >= b.headVersion ? a : b];
  return { ...head, keysVersion: keys.keysVersion, fingerprint: keys.fingerprint };
};
