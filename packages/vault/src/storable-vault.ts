import type { Bytes } from './bytes.ts';
import { isSameOwner, type VaultOwner } from './owner.ts';
import { createVault, secretsOf, type Vault, type VaultSecrets } from './unlocked-vault.ts';

declare const brand: unique symbol;
/** An open vault in a form that IndexedDB and `postMessage` can copy. It has no text form and is never sent to the server. */
export interface StorableVault {
  readonly [brand]: true;
}

/** The stored record. Browsers hold records with these field names already, so `place`, `card`, `agree` and `verify` stay. */
interface StoredRecord extends Omit<VaultSecrets, 'previous'> {
  /** Missing from records that were stored before keys could be renewed. */
  readonly previous?: readonly CryptoKey[];
  readonly place: VaultOwner;
  readonly card: {
    readonly place: VaultOwner;
    readonly agree: Bytes;
    readonly verify: Bytes;
    readonly fingerprint: Bytes;
    readonly bytes: Bytes;
  };
}

/**
 * Turns an open vault into a record for "stay unlocked on this device".
 *
 * @returns the record, whose keys cannot be exported; null when the vault is locked
 */
export const toStorableVault = (vault: Vault): StorableVault | null => {
  const secrets = secretsOf(vault);
  if (!secrets) return null;
  const { owner, agreementKey, verificationKey, fingerprint, bytes } = vault.publicKeys;
  const card = { place: owner, agree: agreementKey, verify: verificationKey, fingerprint, bytes };
  const { master, previous, agree, sign } = secrets;
  const record: StoredRecord = { place: vault.owner, card, master, agree, sign, ...(previous.length > 0 && { previous }) };
  return record as unknown as StorableVault;
};

/**
 * Opens a vault from a record that {@link toStorableVault} made.
 *
 * @returns the open vault; null when the record belongs to another person or another centre
 */
export const restoreVault = (owner: VaultOwner, stored: StorableVault): Vault | null => {
  const { place, card, master, previous = [], agree, sign } = stored as unknown as StoredRecord;
  if (!isSameOwner(place, owner)) return null;
  const { fingerprint, bytes } = card;
  const publicKeys = { owner: card.place, agreementKey: card.agree, verificationKey: card.verify, fingerprint, bytes };
  return createVault(place, publicKeys, { master, previous, agree, sign });
};
