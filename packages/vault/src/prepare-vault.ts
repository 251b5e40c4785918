import { randomBytes } from './bytes.ts';
import type { NewKeyRecord } from './change-secrets.ts';
import { confirmRecoveryKey, type RecoveryKeyConfirmation } from './confirm-recovery-key.ts';
import { importHkdfKey } from './key-derivation.ts';
import { generateKeys, isVaultSupported } from './key-pairs.ts';
import { sealKeyRecord } from './key-record.ts';
import { sealMasterKey } from './key-slots.ts';
import { type Memory, rememberKeyRecord } from './memory.ts';
import type { VaultOwner } from './owner.ts';
import type { Passphrase } from './passphrase.ts';
import { importVault } from './private-keys.ts';
import { newRecoveryKey } from './recovery-key.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Vault } from './unlocked-vault.ts';

/** A new vault, open, with the key record for the server and the memory to store. */
export interface CreatedVault extends Omit<NewKeyRecord, 'kind'> {
  readonly kind: 'created';
  readonly vault: Vault;
}

/**
 * Prepares a vault with a passphrase and a recovery key. The vault exists once the recovery key is confirmed.
 *
 * @returns the recovery key to show; `cannot-seal-here` in a browser without the cryptography
 * @example
 * const prepared = await prepareVault(owner, passphrase, newMemory(owner));
 * if (prepared.kind === 'to-confirm') await prepared.confirm([first, second]);
 */
export const prepareVault = async (
  owner: VaultOwner,
  passphrase: Passphrase,
  memory: Memory,
): Promise<RecoveryKeyConfirmation<CreatedVault> | Refusal> => {
  if (!(await isVaultSupported())) return refuse('cannot-seal-here');
  const { publicKeys, privateKeys } = await generateKeys(owner);
  const master = randomBytes(32);
  const recoveryKey = newRecoveryKey();
  const slots = [
    await sealMasterKey(owner, publicKeys.fingerprint, { kind: 'passphrase', passphrase }, master),
    await sealMasterKey(owner, publicKeys.fingerprint, { kind: 'recovery-key', key: recoveryKey }, master),
  ];
  const version = memory.keysVersion + 1;
  const keys = await sealKeyRecord(owner, { version, publicKeys, slots }, await importHkdfKey(master), privateKeys);
  const vault = await importVault(owner, publicKeys, master, privateKeys);
  return confirmRecoveryKey(recoveryKey, async () => ({
    kind: 'created',
    keys,
    version,
    vault,
    memory: rememberKeyRecord(memory, version, publicKeys),
  }));
};
