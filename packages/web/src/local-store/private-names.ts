/** What a person wrote or tapped about themselves, by slice: sealed from the moment they have a vault. */
export const inVault = ['taps', 'remembered', 'own-line', 'keepsakes', 'carry', 'phrasebook', 'journal', 'incidents', 'debrief-notes'] as const;
export type InVault = (typeof inVault)[number];

/** The same, of the moment: it does not leave this device, and a locked vault is not in its way. */
export const onDevice = ['run', 'run-aside', 'journal-draft', 'view-draft', 'note-draft'] as const;

export const isInVault = (name: string): name is InVault => inVault.some((one) => one === name);
export const isOnDevice = (name: string): boolean => onDevice.some((one) => one === name);

/** What both sides last agreed on, of each slice: of use only while the vault is open, and sealed by it. */
export const agreedName = (name: InVault): string => `vault-agreed-${name}`;
export const isAgreed = (name: string): boolean => name.startsWith('vault-agreed-');
