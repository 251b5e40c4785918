import type { Slice } from '../../../local-store/store.ts';

/** What makes this agent smile: a picture, already without whatever came with it, or a line. */
export type Kept =
  | { readonly kind: 'picture'; readonly id: string; readonly at: number; readonly picture: Blob }
  | { readonly kind: 'line'; readonly id: string; readonly at: number; readonly text: string };

export const keepsakesSlice: Slice<readonly Kept[]> = { name: 'keepsakes', nothing: [] };
