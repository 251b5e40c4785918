import type { Slice } from '../local-store/index.ts';
import { thereName } from '../local-store/sealed-names.ts';

/** Centre of the vault that this person is known to have; null if none is known. */
export const thereSlice: Slice<string | null> = { name: thereName, initial: null };
