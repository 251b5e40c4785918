import type { Situation } from '@onhook/core/phrasebook';
import { onePurpose, type Parts, slice, together, under } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

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

export const ownSlice = slice<Own>({
  name: 'phrasebook',
  initial: { phrases: [], favourites: [], draft: null },
  private: 'vault',
  split: ({ phrases, favourites, draft }): Parts => ({
    ...Object.fromEntries(phrases.map((phrase, n) => [`phrase ${phrase.id}`, { n, phrase }])),
    ...Object.fromEntries(favourites.map((id) => [`favourite ${id}`, id])),
    ...(draft && { draft }),
  }),
  join: (parts) => ({
    phrases: under<{ n: number; phrase: OwnPhrase }>(parts, 'phrase ')
      .toSorted((a, b) => a.n - b.n || (a.phrase.id < b.phrase.id ? -1 : 1))
      .map(({ phrase }) => phrase),
    favourites: under<string>(parts, 'favourite '),
    draft: (parts['draft'] as Draft | undefined) ?? null,
  }),
  group: together,
  ...onePurpose('own-lines'),
  text: ({ phrases }) => [{ title: m.vault_own_lines(), lines: phrases.map(({ text }) => text) }],
});
