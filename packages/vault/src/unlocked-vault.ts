import type { VaultOwner } from './owner.ts';
import type { PublicKeyBundle } from './public-key-bundle.ts';

/** An open vault. Its holder can seal and open with it, and cannot read a key out of it. */
export interface Vault {
  readonly owner: VaultOwner;
  readonly publicKeys: PublicKeyBundle;
}

/** The keys of an open vault. The browser refuses to export any of them. */
export interface VaultSecrets {
  readonly master: CryptoKey;
  /** Master keys before the last renewals, the newest first. They open what was sealed under them, and seal nothing. */
  readonly previous: readonly CryptoKey[];
  readonly agree: CryptoKey;
  readonly sign: CryptoKey;
}

const openVaults = new WeakMap<Vault, VaultSecrets>();

/**
 * Creates an open vault from its keys.
 *
 * @returns a vault that stays open until {@link lock} or until nothing refers to it any more
 */
export const createVault = (owner: VaultOwner, publicKeys: PublicKeyBundle, secrets: VaultSecrets): Vault => {
  const vault: Vault = { owner, publicKeys };
  openVaults.set(vault, secrets);
  return vault;
};

/** Finds the keys of a vault; null when the vault is locked. */
export const secretsOf = (vault: Vault): VaultSecrets | null => openVaults.get(vault) ?? null;

/** All master keys that may open something of this vault, the present one first. */
export const masterKeys = ({ master, previous }: VaultSecrets): readonly CryptoKey[] => [master, ...previous];

/** The key by which items get their names. It never changes, so that a name stays the same after a renewal. */
export const namingKey = ({ master, previous }: VaultSecrets): CryptoKey => previous.at(-1) ?? master;

/** Locks a vault: every later call with this object is refused as `locked`. */
export const lock = (vault: Vault): void => void openVaults.delete(vault);
