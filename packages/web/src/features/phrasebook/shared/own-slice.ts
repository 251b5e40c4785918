import type { Situation } from '@onhook/core/phrasebook';
import type { Slice } from '../../../local-store/store.ts';

export interface OwnPhrase {
  readonly id: string;
  readonly situation: Situation;
  readonly text: string;
}

/** What is being written; `id` is that of the phrase being edited. */
export interface Draft {
  readonly id: string | null;
  readonly situation: Situation;
  readonly text: string;
}

/** What an agent made of the phrasebook. Private. */
export interface Own {
  readonly phrases: readonly OwnPhrase[];
  readonly favourites: readonly string[];
  /** Outlives the window, as a call may come in the middle of a word. */
  readonly draft: Draft | null;
}

export const ownSlice: Slice<Own> = { name: 'phrasebook', nothing: { phrases: [], favourites: [], draft: null } };
