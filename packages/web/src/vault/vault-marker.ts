import type { Slice } from '../local-store/index.ts';
import { vaultMarkerName } from '../local-store/sealed-names.ts';

/** Marks in this browser that a person has a vault. The value is the vault's centre; null if no vault is known. */
export const vaultMarkerSlice: Slice<string | null> = { name: vaultMarkerName, initial: null };
