import { type Bytes, wipe } from './bytes.ts';
import { importHkdfKey } from './key-derivation.ts';
import { isVaultSupported } from './key-pairs.ts';
import { type KeyRecord, openPrivateKeys, readKeyRecord } from './key-record.ts';
import { isSlotFor, openMasterKey, type Secret } from './key-slots.ts';
import { checkKeyRecord, type Memory, rememberKeyRecord } from './memory.ts';
import type { VaultOwner } from './owner.ts';
import { importVault, type PrivateKeys, wipePrivateKeys } from './private-keys.ts';
import { isSameBundle, readPublicKeyBundle } from './public-key-bundle.ts';
import { refuse, type Refusal } from './refusal.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

interface OpenedKeyRecord {
  readonly kind: 'opened';
  readonly keys: KeyRecord;
  /** In the clear; the caller wipes it. */
  readonly master: Bytes;
  /** In the clear; the caller wipes them. */
  readonly privateKeys: PrivateKeys;
}

/** Opens a key record with a secret, after checking it against the device's memory. */
export const openKeyRecord = async (owner: VaultOwner, bytes: Bytes, secret: Secret, memory: Memory): Promise<OpenedKeyRecord | Refusal> => {
  if (!(await isVaultSupported())) return refuse('cannot-seal-here');
  const read = await readKeyRecord(owner, bytes);
  if (read.kind !== 'keys') return read;
  const { keys } = read;
  const wrong = checkKeyRecord(memory, keys.version, keys.publicKeys);
  if (wrong) return wrong;
  const slot = keys.slots.find((one) => isSlotFor(one, secret));
  if (!slot) return refuse('wrong-passkey');
  const master = await openMasterKey(owner, keys.publicKeys.fingerprint, slot, secret);
  if (master.kind !== 'master') return master;
  const opened = await openPrivateKeys(owner, keys, await importHkdfKey(master.bytes));
  if (opened.kind === 'private-keys') return { kind: 'opened', keys, master: master.bytes, privateKeys: opened.privateKeys };
  wipe(master.bytes);
  return opened;
};

export type Unlocked = { readonly kind: 'unlocked'; readonly vault: Vault; readonly memory: Memory } | Refusal;

/**
 * Opens a vault with one of its secrets, on a known device or on a new one.
 *
 * @param keys the key record as the server returned it
 * @returns the open vault and the memory to store; a refusal for a wrong secret, and for a record that this device knows to be old or swapped
 */
export const unlock = async (owner: VaultOwner, keys: Bytes, secret: Secret, memory: Memory): Promise<Unlocked> => {
  const opened = await openKeyRecord(owner, keys, secret, memory);
  if (opened.kind !== 'opened') return opened;
  const { version, publicKeys } = opened.keys;
  const vault = await importVault(owner, publicKeys, opened.master, opened.privateKeys);
  return { kind: 'unlocked', vault, memory: rememberKeyRecord(memory, version, publicKeys) };
};

/**
 * Checks whether an open vault still has the master key of a key record. It has another one after a renewal on another device.
 *
 * @param keys the key record as the server returned it
 * @returns `current`; `renewed` when the record does not open, so that the vault has to be unlocked again
 */
export const checkMasterKey = async (vault: Vault, keys: Bytes): Promise<'current' | 'renewed' | Refusal> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  const read = await readKeyRecord(vault.owner, keys);
  if (read.kind !== 'keys') return read;
  const opened = await openPrivateKeys(vault.owner, read.keys, secrets.master);
  if (opened.kind !== 'private-keys') return 'renewed';
  wipePrivateKeys(opened.privateKeys);
  return 'current';
};

/**
 * Checks the public keys that the server shows to others as this person's.
 *
 * @returns null when they are the vault's own; else `own-key-swapped`
 */
export const checkOwnKeys = async (vault: Vault, published: Bytes): Promise<Refusal | null> => {
  const read = await readPublicKeyBundle(vault.owner, published);
  return read.kind === 'bundle' && isSameBundle(read.publicKeys, vault.publicKeys) ? null : refuse('own-key-swapped');
};
