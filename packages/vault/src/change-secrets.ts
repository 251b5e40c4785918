import { type Bytes, wipe } from './bytes.ts';
import { confirmRecoveryKey, type RecoveryKeyConfirmation } from './confirm-recovery-key.ts';
import { importHkdfKey } from './key-derivation.ts';
import { readKeyRecord, sealKeyRecord } from './key-record.ts';
import { type KeySlot, sealMasterKey, type Secret } from './key-slots.ts';
import { type Memory, rememberKeyRecord } from './memory.ts';
import type { VaultOwner } from './owner.ts';
import type { PasskeySecret } from './passkey.ts';
import type { Passphrase } from './passphrase.ts';
import { newRecoveryKey } from './recovery-key.ts';
import type { Refusal } from './refusal.ts';
import { openKeyRecord } from './unlock.ts';

/** A new key record for the server. */
export interface NewKeyRecord {
  readonly kind: 'keys';
  readonly keys: Bytes;
  readonly version: number;
  /** Memory to store once the server has taken the record. */
  readonly memory: Memory;
}

/** Seals the same master key into other slots. Items stay as they are. */
const changeSlots = async (
  owner: VaultOwner,
  bytes: Bytes,
  secret: Secret,
  memory: Memory,
  change: (slots: readonly KeySlot[], sealFor: (next: Secret) => Promise<KeySlot>) => Promise<readonly KeySlot[]>,
): Promise<NewKeyRecord | Refusal> => {
  const opened = await openKeyRecord(owner, bytes, secret, memory);
  if (opened.kind !== 'opened') return opened;
  const { master, privateKeys } = opened;
  const { publicKeys, slots, version: before } = opened.keys;
  const next = await change(slots, (to) => sealMasterKey(owner, publicKeys.fingerprint, to, master));
  const version = before + 1;
  const keys = await sealKeyRecord(owner, { version, publicKeys, slots: next }, await importHkdfKey(master), privateKeys);
  wipe(master, privateKeys.agreementKey, privateKeys.signingKey);
  return { kind: 'keys', keys, version, memory: rememberKeyRecord(memory, version, publicKeys) };
};

const withSlot = (slots: readonly KeySlot[], next: KeySlot): readonly KeySlot[] => [
  ...slots.filter((slot) => slot.kind !== next.kind || slot.credential !== next.credential),
  next,
];

/**
 * Changes the passphrase.
 *
 * @param keys the present key record
 * @param secret the old passphrase, or the recovery key when the passphrase is forgotten
 * @returns the new record, or the refusal of `unlock`
 */
export const changePassphrase = (
  owner: VaultOwner,
  keys: Bytes,
  secret: Secret,
  passphrase: Passphrase,
  memory: Memory,
): Promise<NewKeyRecord | Refusal> =>
  changeSlots(owner, keys, secret, memory, async (slots, sealFor) => withSlot(slots, await sealFor({ kind: 'passphrase', passphrase })));

/** Replaces the recovery key. The old key opens no record that is written from then on. */
export const renewRecoveryKey = async (
  owner: VaultOwner,
  keys: Bytes,
  secret: Secret,
  memory: Memory,
): Promise<RecoveryKeyConfirmation<NewKeyRecord> | Refusal> => {
  const key = newRecoveryKey();
  const next = await changeSlots(owner, keys, secret, memory, async (slots, sealFor) =>
    withSlot(slots, await sealFor({ kind: 'recovery-key', key })),
  );
  return next.kind === 'keys' ? confirmRecoveryKey(key, async () => next) : next;
};

/** Adds a passkey as one more secret that opens the vault. */
export const addPasskey = (
  owner: VaultOwner,
  keys: Bytes,
  secret: Secret,
  passkey: { readonly credential: string; readonly secret: PasskeySecret },
  memory: Memory,
): Promise<NewKeyRecord | Refusal> =>
  changeSlots(owner, keys, secret, memory, async (slots, sealFor) => withSlot(slots, await sealFor({ kind: 'passkey', ...passkey })));

/** Removes all passkeys. A credential id does not show which passkey was lost, so none stays. */
export const removePasskeys = (owner: VaultOwner, keys: Bytes, secret: Secret, memory: Memory): Promise<NewKeyRecord | Refusal> =>
  changeSlots(owner, keys, secret, memory, async (slots) => slots.filter(({ kind }) => kind !== 'passkey'));

/** Lists the credential ids of the passkeys in a record, before it is opened. A malformed record gives an empty list. */
export const passkeyCredentials = async (owner: VaultOwner, keys: Bytes): Promise<readonly string[]> => {
  const read = await readKeyRecord(owner, keys);
  return read.kind === 'keys' ? read.keys.slots.filter(({ kind }) => kind === 'passkey').map(({ credential }) => credential) : [];
};
