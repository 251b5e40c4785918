/** The person a vault belongs to, and their centre. Ciphertext sealed for one owner does not open for another. */
export interface VaultOwner {
  readonly centre: string;
  readonly person: string;
}

/** Compares two owners by centre and person. */
export const isSameOwner = (a: VaultOwner, b: VaultOwner): boolean => a.centre === b.centre && a.person === b.person;
