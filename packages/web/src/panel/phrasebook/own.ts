import type { EndAbusiveCalls, Situation } from '@onhook/core/phrasebook';
import type { TeamPhrase } from '@onhook/contract';
import { createClient } from '@onhook/contract/client';
import { useEffect } from 'react';
import { changeKept } from '../kept/index.ts';
import type { Slice } from '../kept/store.ts';
import { useKept } from '../kept/use-kept.ts';

const client = createClient();

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

/** What an agent made of the phrasebook. Stays in this browser. */
export interface Own {
  readonly phrases: readonly OwnPhrase[];
  readonly favourites: readonly string[];
  /** Outlives the window, as a call may come in the middle of a word. */
  readonly draft: Draft | null;
}

const ownSlice: Slice<Own> = { name: 'phrasebook', nothing: { phrases: [], favourites: [], draft: null } };

/** What the server last said, for when it says nothing. */
export interface OfTeam {
  readonly endAbusiveCalls: EndAbusiveCalls;
  readonly team: readonly TeamPhrase[];
}

const teamSlice: Slice<OfTeam> = { name: 'team-phrases', nothing: { endAbusiveCalls: 'with-lead', team: [] } };

export const useOwn = (person: string) => useKept(person, ownSlice);

/** The team's phrases as they were last seen, and as they are as soon as the server has said so. */
export const useTeam = (person: string): OfTeam | null => {
  const [team] = useKept(person, teamSlice);
  useEffect(() => {
    void client('GET /api/phrases').then((reply) => {
      if (reply.kind === 'ok') void changeKept(person, teamSlice, () => reply.value);
    });
  }, [person]);
  return team;
};

export const toggled = (own: Own, id: string): Own => ({
  ...own,
  favourites: own.favourites.includes(id) ? own.favourites.filter((one) => one !== id) : [...own.favourites, id],
});

/** Adds it, or puts it in its old place, and lets the draft go. */
export const saved = (own: Own, phrase: OwnPhrase): Own => ({
  ...own,
  draft: null,
  phrases: own.phrases.some(({ id }) => id === phrase.id)
    ? own.phrases.map((one) => (one.id === phrase.id ? phrase : one))
    : [...own.phrases, phrase],
});

export const without = (own: Own, id: string): Own => ({ ...own, phrases: own.phrases.filter((one) => one.id !== id) });
