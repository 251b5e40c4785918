import { type Bytes, randomBytes, wipe } from './bytes.ts';
import { confirmRecoveryKey, type RecoveryKeyConfirmation } from './confirm-recovery-key.ts';
import { importHkdfKey } from './key-derivation.ts';
import { readKeyRecord, sealKeyRecord } from './key-record.ts';
import { type KeySlot, sealMasterKey, type Secret } from './key-slots.ts';
import { type Memory, rememberKeyRecord } from './memory.ts';
import type { VaultOwner } from './owner.ts';
import type { PasskeySecret } from './passkey.ts';
import type { Passphrase } from './passphrase.ts';
import { importVault, wipePrivateKeys } from './private-keys.ts';
import { newRecoveryKey } from './recovery-key.ts';
import type { Refusal } from './refusal.ts';
import { openKeyRecord } from './unlock.ts';
import type { Vault } from './unlocked-vault.ts';

/** A new key record for the server. */
export interface NewKeyRecord {
  readonly kind: 'keys';
  readonly keys: Bytes;
  readonly version: number;
  /** Memory to store once the server has taken the record. */
  readonly memory: Memory;
}

/** A key record under a new master key, and the vault that it opens. */
export interface RenewedKeys extends NewKeyRecord {
  /** Opens all that the vault had, and seals under the new master key. */
  readonly vault: Vault;
}

const withSlot = (slots: readonly KeySlot[], next: KeySlot): readonly KeySlot[] => [
  ...slots.filter((slot) => slot.kind !== next.kind || slot.credential !== next.credential),
  next,
];

/**
 * Renews the keys of a vault: a new master key, under the passphrase and a new recovery key. The old recovery key, an old passphrase
 * and every passkey open nothing that is written from then on, even with an old key record. They still open what was written until
 * then, for whoever has an old key record, and what others share: the keys to which they seal stay the same.
 *
 * @param keys the present key record
 * @param secret opens the present record: the passphrase until now, or the recovery key when the passphrase is forgotten
 * @param passphrase from now on; may be the one until now
 * @returns the new recovery key to show, or the refusal of `unlock`
 * @example
 * const renewal = await renewKeys(owner, keys, { kind: 'passphrase', passphrase }, passphrase, memory);
 * if (renewal.kind === 'to-confirm') await renewal.confirm([first, second]);
 */
export const renewKeys = async (
  owner: VaultOwner,
  keys: Bytes,
  secret: Secret,
  passphrase: Passphrase,
  memory: Memory,
): Promise<RecoveryKeyConfirmation<RenewedKeys> | Refusal> => {
  const opened = await openKeyRecord(owner, keys, secret, memory);
  if (opened.kind !== 'opened') return opened;
  const { publicKeys, version: before } = opened.keys;
  const master = randomBytes(32);
  const recoveryKey = newRecoveryKey();
  const slots = [
    await sealMasterKey(owner, publicKeys.fingerprint, { kind: 'passphrase', passphrase }, master),
    await sealMasterKey(owner, publicKeys.fingerprint, { kind: 'recovery-key', key: recoveryKey }, master),
  ];
  const version = before + 1;
  const privateKeys = { ...opened.privateKeys, previousMasters: [opened.master, ...opened.privateKeys.previousMasters] };
  const record = await sealKeyRecord(owner, { version, publicKeys, slots }, await importHkdfKey(master), privateKeys);
  const vault = await importVault(owner, publicKeys, master, privateKeys);
  const renewed: RenewedKeys = { kind: 'keys', keys: record, version, vault, memory: rememberKeyRecord(memory, version, publicKeys) };
  return confirmRecoveryKey(recoveryKey, async () => renewed);
};

/** Adds a passkey as one more secret that opens the vault. Items and other secrets stay as they are. */
export const addPasskey = async (
  owner: VaultOwner,
  keys: Bytes,
  secret: Secret,
  passkey: { readonly credential: string; readonly secret: PasskeySecret },
  memory: Memory,
): Promise<NewKeyRecord | Refusal> => {
  const opened = await openKeyRecord(owner, keys, secret, memory);
  if (opened.kind !== 'opened') return opened;
  const { master, privateKeys } = opened;
  const { publicKeys, slots, version: before } = opened.keys;
  const next = withSlot(slots, await sealMasterKey(owner, publicKeys.fingerprint, { kind: 'passkey', ...passkey }, master));
  const version = before + 1;
  const record = await sealKeyRecord(owner, { version, publicKeys, slots: next }, await importHkdfKey(master), privateKeys);
  wipe(master);
  wipePrivateKeys(privateKeys);
  return { kind: 'keys', keys: record, version, memory: rememberKeyRecord(memory, version, publicKeys) };
};

/** Lists the credential ids of the passkeys in a record, before it is opened. A malformed record gives an empty list. */
export const passkeyCredentials = async (owner: VaultOwner, keys: Bytes): Promise<readonly string[]> => {
  const read = await readKeyRecord(owner, keys);
  return read.kind === 'keys' ? read.keys.slots.filter(({ kind }) => kind === 'passkey').map(({ credential }) => credential) : [];
};
