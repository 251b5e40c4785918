import type { TeamPhrase } from '@onhook/contract';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ask, failureOf } from '../../../api/ask.ts';
import type { Failure } from '../../../api/result.ts';
import { m } from '../../../generated/messages/messages.js';

export const phrasesQuery = queryOptions({ queryKey: ['team-phrases'], queryFn: () => ask('GET /api/teams/phrases') });

/** Last change, kept to report it and to undo a removal. */
export interface LastPhraseChange {
  readonly kind: 'saved' | 'removed';
  readonly team: string;
  readonly phrase: TeamPhrase;
}

const errorText = (why: Failure): string => {
  if (why.kind === 'offline') return m.phrases_refused_away();
  switch (why.error) {
    case 'no-longer-possible':
      return m.phrases_refused_full();
    case 'not-allowed':
      return m.phrases_refused_not_allowed();
    case 'store-unavailable':
    case 'not-the-owner':
      return m.phrases_refused_away();
    default:
      return m.phrases_refused_other();
  }
};

/** Saves and removes phrases. Each action resolves to null, or to a sentence that says why it was refused. */
export const usePhrases = () => {
  const queries = useQueryClient();
  const [done, setDone] = useState<LastPhraseChange | null>(null);
  const act = useCallback(
    async (doing: LastPhraseChange): Promise<string | null> => {
      const { team, phrase: { phrase, ...body } } = doing;
      try {
        if (doing.kind === 'saved') await ask('POST /api/teams/:team/phrases/:phrase', { params: { team, phrase }, body });
        else await ask('DELETE /api/teams/:team/phrases/:phrase', { params: { team, phrase } });
      } catch (error) {
        const why = failureOf(error);
        if (why.kind === 'refused' && why.error === 'not-signed-in') location.replace('/sign-in');
        return errorText(why);
      }
      await queries.invalidateQueries({ queryKey: phrasesQuery.queryKey });
      setDone(doing);
      return null;
    },
    [queries],
  );
  return { done, act };
};
