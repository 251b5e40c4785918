/** Name of the record that shows that a person has a vault. Its value is the vault's centre. */
export const vaultMarkerName = 'vault-there';

/** Name of the record with the fingerprints of a slice at its last synchronisation. Needed only while the vault is open, and encrypted by it. */
export const agreedName = (name: string): string => `vault-agreed-${name}`;
export const isAgreed = (name: string): boolean => name.startsWith('vault-agreed-');

/** The key that encrypts: the vault's, or this device's for data that is written while the vault is locked. */
export type SealingKey = 'vault' | 'device';

export interface Sealed {
  readonly sealedBy: SealingKey;
  readonly stamp: string;
  readonly pieces: readonly Uint8Array[];
}

export const isSealed = (raw: unknown): raw is Sealed => typeof raw === 'object' && raw !== null && 'sealedBy' in raw && 'pieces' in raw;
