import type { EndAbusiveCalls } from '@onhook/core/phrasebook';
import type { TeamPhrase } from '@onhook/contract';
import { client } from '../../../api/client.ts';
import { useEffect } from 'react';
import { changeSlice } from '../../../local-store/index.ts';
import type { Slice } from '../../../local-store/slice.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { type Own, type OwnPhrase, ownSlice } from '../shared/own-slice.ts';

export type { Draft, Own, OwnPhrase } from '../shared/own-slice.ts';


/** Last known answer of the server, used while it can't be reached. */
export interface OfTeam {
  readonly endAbusiveCalls: EndAbusiveCalls;
  readonly team: readonly TeamPhrase[];
}

const teamSlice: Slice<OfTeam> = { name: 'team-phrases', initial: { endAbusiveCalls: 'with-lead', team: [] } };

export const useOwn = (person: string) => useSlice(person, ownSlice);

/** Team's phrases: the last known ones first, then the current ones once the server answers. Null while loading. */
export const useTeam = (person: string): OfTeam | null => {
  const [team] = useSlice(person, teamSlice);
  useEffect(() => {
    void client('GET /api/phrases').then((reply) => {
      if (reply.kind === 'ok') void changeSlice(person, teamSlice, () => reply.value);
    });
  }, [person]);
  return team;
};

export const toggled = (own: Own, id: string): Own => ({
  ...own,
  favourites: own.favourites.includes(id) ? own.favourites.filter((one) => one !== id) : [...own.favourites, id],
});

/** Adds a phrase or replaces it in its old place, and drops the draft. */
export const saved = (own: Own, phrase: OwnPhrase): Own => ({
  ...own,
  draft: null,
  phrases: own.phrases.some(({ id }) => id === phrase.id)
    ? own.phrases.map((one) => (one.id === phrase.id ? phrase : one))
    : [...own.phrases, phrase],
});

export const without = (own: Own, id: string): Own => ({ ...own, phrases: own.phrases.filter((one) => one.id !== id) });
