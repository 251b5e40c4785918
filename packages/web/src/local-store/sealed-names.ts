/** The record in which a person's vault is noted: the centre it belongs to. */
export const thereName = 'vault-there';

/** The fingerprints that both sides last agreed on, slice by slice: of use only while the vault is open, and encrypted by it. */
export const agreedName = (name: string): string => `vault-agreed-${name}`;
export const isAgreed = (name: string): boolean => name.startsWith('vault-agreed-');

/** By the vault's own key, or by one of this device, for what is written while the vault is locked. */
export type By = 'vault' | 'device';

export interface Sealed {
  readonly sealedBy: By;
  readonly stamp: string;
  readonly pieces: readonly Uint8Array[];
}

export const isSealed = (raw: unknown): raw is Sealed => typeof raw === 'object' && raw !== null && 'sealedBy' in raw && 'pieces' in raw;
