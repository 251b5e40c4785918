import { type AnyPrivateSlice, isPrivateSlice } from '../local-store/slice.ts';

/** A module below a feature's `shared` whose name ends in `slice.ts` or `slices.ts` declares slices and exports them. */
const modules = import.meta.glob<Readonly<Record<string, unknown>>>('./*/shared/*{slice,slices}.ts', { eager: true });

/** The private slices of all features. */
export const slices: readonly AnyPrivateSlice[] = Object.values(modules).flatMap((module) => Object.values(module).filter(isPrivateSlice));
