import type { Cost } from './argon2-cost.ts';
import { type Bytes, concat, framedText, sha256, utf8 } from './bytes.ts';
import { importHkdfKey } from './key-derivation.ts';
import type { VaultOwner } from './owner.ts';
import type { Passphrase } from './passphrase.ts';

/** Input of Argon2id. The work takes about half a second, so a page may hand it to a worker. */
export interface KeyDerivation {
  readonly passphrase: Bytes;
  readonly salt: Bytes;
  readonly cost: Cost;
}

/**
 * Runs Argon2id in the calling thread and wipes the result bytes.
 *
 * @returns a key that the browser refuses to export
 */
export const deriveKeyInThisThread = async ({ passphrase, salt, cost }: KeyDerivation): Promise<CryptoKey> => {
  const { argon2id } = await import('hash-wasm');
  const derived = await argon2id({
    password: passphrase,
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  const bytes = new Uint8Array(derived);
  const key = await importHkdfKey(bytes);
  bytes.fill(0);
  derived.fill(0);
  return key;
};

let deriver = deriveKeyInThisThread;

/**
 * Replaces the function that runs Argon2id, for a page that runs it in a worker.
 *
 * @example
 * setKeyDeriver((input) => runInWorker(input));
 */
export const setKeyDeriver = (next: typeof deriveKeyInThisThread): void => void (deriver = next);

/**
 * Derives a key from a passphrase (Argon2id). The salt is hashed with the owner: the same words of another person, or in another
 * centre, give another key.
 */
export const deriveKey = async (passphrase: Passphrase, owner: VaultOwner, salt: Bytes, cost: Cost): Promise<CryptoKey> => {
  const ownSalt = await sha256(concat(utf8('onhook vault 1 passphrase'), framedText(owner.centre), framedText(owner.person), salt));
  return deriver({ passphrase: utf8(passphrase), salt: ownSalt, cost });
};
