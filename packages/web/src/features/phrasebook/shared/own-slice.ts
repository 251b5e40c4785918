import type { Situation } from '@onhook/core/phrasebook';
import { onePurpose, type SliceParts, slice, oneItem, partsUnder } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

export interface OwnPhrase {
  readonly id: string;
  readonly situation: Situation;
  readonly text: string;
}

/** Unfinished phrase. `id` names the phrase being edited, and is null for a new one. */
export interface Draft {
  readonly id: string | null;
  readonly situation: Situation;
  readonly text: string;
}

/** Agent's own phrases and favourites. Private. */
export interface Own {
  readonly phrases: readonly OwnPhrase[];
  readonly favourites: readonly string[];
  /** Unfinished phrase; outlives the window, because a call may interrupt the writing. */
  readonly draft: Draft | null;
}

export const ownSlice = slice<Own>({
  name: 'phrasebook',
  initial: { phrases: [], favourites: [], draft: null },
  private: 'vault',
  split: ({ phrases, favourites, draft }): SliceParts => ({
    ...Object.fromEntries(phrases.map((phrase, n) => [`phrase ${phrase.id}`, { n, phrase }])),
    ...Object.fromEntries(favourites.map((id) => [`favourite ${id}`, id])),
    ...(draft && { draft }),
  }),
  join: (parts) => ({
    phrases: partsUnder<{ n: number; phrase: OwnPhrase }>(parts, 'phrase ')
      .toSorted((a, b) => a.n - b.n || (a.phrase.id < b.phrase.id ? -1 : 1))
      .map(({ phrase }) => phrase),
    favourites: partsUnder<string>(parts, 'favourite '),
    draft: (parts['draft'] as Draft | undefined) ?? null,
  }),
  group: oneItem,
  ...onePurpose('own-lines'),
  text: ({ phrases }) => [{ title: m.vault_own_lines(), lines: phrases.map(({ text }) => text) }],
});
