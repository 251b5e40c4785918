import { itemPerPart, datedList, onePurpose, slice } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

/** Keepsake that makes the agent smile: a line of text, or a picture whose metadata has been removed. */
export type Kept =
  | { readonly kind: 'picture'; readonly id: string; readonly at: number; readonly picture: Blob }
  | { readonly kind: 'line'; readonly id: string; readonly at: number; readonly text: string };

export const keepsakesSlice = slice<readonly Kept[]>({
  name: 'keepsakes',
  initial: [],
  private: 'vault',
  ...datedList<Kept>(),
  group: itemPerPart,
  ...onePurpose('keepsake'),
  text: (all) => [{ title: m.vault_keepsakes(), lines: all.flatMap((one) => (one.kind === 'line' ? [one.text] : [])) }],
});
