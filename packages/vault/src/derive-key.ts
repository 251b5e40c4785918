import { type Bytes, concat, framedText, sha256, utf8 } from './bytes.ts';
import type { VaultOwner } from './owner.ts';
import { refuse, type Refusal } from './refusal.ts';
import { importHkdfKey } from './sealing.ts';

/** What one guess at a passphrase costs (Argon2id). */
export interface Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export const minCost: Cost = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };
/** More would be a way to keep somebody out of their own vault. */
const most: Cost = { memoryKiB: 256 * 1024, passes: 10, lanes: 1 };

/** The server hands the cost back, and may lie about it. */
export const checkCost = ({ memoryKiB, passes, lanes }: Cost): Refusal | null => {
  if (memoryKiB < minCost.memoryKiB || passes < minCost.passes || lanes < minCost.lanes) return refuse('cost-too-low');
  return memoryKiB > most.memoryKiB || passes > most.passes || lanes > most.lanes ? refuse('cost-too-high') : null;
};

declare const brand: unique symbol;
/** What opens the vault, written by the person. Never the words or bytes that somebody signs in with. */
export type Passphrase = string & { readonly [brand]: 'Passphrase' };

export const minPassphraseLength = 10;

/** Null when it is too short to be one. The same letters are the same passphrase, whichever keyboard wrote them. */
export const readPassphrase = (typed: string): Passphrase | null => {
  const text = typed.normalize('NFKC');
  return [...text].length < minPassphraseLength ? null : (text as Passphrase);
};

/** What takes half a second, and may be done in a thread of its own. */
export interface KeyDerivation {
  readonly passphrase: Bytes;
  readonly salt: Bytes;
  readonly cost: Cost;
}

/** The key it comes to cannot be read by whoever is handed it. */
export const deriveKeyInThisThread = async ({ passphrase, salt, cost }: KeyDerivation): Promise<CryptoKey> => {
  const { argon2id } = await import('hash-wasm');
  const stretched = await argon2id({
    password: passphrase,
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  const bytes = new Uint8Array(stretched);
  const key = await importHkdfKey(bytes);
  bytes.fill(0);
  stretched.fill(0);
  return key;
};

let run = deriveKeyInThisThread;
/** Lets a page have the work done where it does not hold up what is shown. */
export const setKeyDeriver = (elsewhere: typeof deriveKeyInThisThread): void => void (run = elsewhere);

/** The passphrase as a key to derive from; the same words of somebody else, or elsewhere, come to another. */
export const deriveKey = async (passphrase: Passphrase, place: VaultOwner, salt: Bytes, cost: Cost): Promise<CryptoKey> => {
  const ownSalt = await sha256(concat(utf8('onhook vault 1 passphrase'), framedText(place.centre), framedText(place.person), salt));
  return run({ passphrase: utf8(passphrase), salt: ownSalt, cost });
};
