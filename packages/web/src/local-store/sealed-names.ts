/** The record in which a person's vault is noted: the centre it belongs to. */
export const thereName = 'vault-there';

/** The record of the prints on which both sides last agreed, one per slice: needed only while the vault is open, and encrypted by it. */
export const agreedName = (name: string): string => `vault-agreed-${name}`;
export const isAgreed = (name: string): boolean => name.startsWith('vault-agreed-');

/** The key that seals: the vault's own, or this device's for data that is written while the vault is locked. */
export type By = 'vault' | 'device';

export interface Sealed {
  readonly sealedBy: By;
  readonly stamp: string;
  readonly pieces: readonly Uint8Array[];
}

export const isSealed = (raw: unknown): raw is Sealed => typeof raw === 'object' && raw !== null && 'sealedBy' in raw && 'pieces' in raw;
