import type { Slice } from '../local-store/index.ts';
import { thereName } from '../local-store/sealed-names.ts';

/** Of which centre the vault is that this person is known to have. */
export const thereSlice: Slice<string | null> = { name: thereName, initial: null };

/** More than any list of everything is ever numbered: only the keys are wanted. */
export const noItems = '999999999';
