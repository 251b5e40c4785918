import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { whyOf } from '../ask.ts';
import type { Failure } from '../result.ts';

export interface Doing {
  /** Key of the action; two actions with the same key never run at once. */
  readonly key: string;
  /** Message shown when the action has succeeded. */
  readonly done: string;
  readonly work: () => Promise<unknown>;
}

/** Runs an action. Resolves to null on success, else to an error message. */
export type Act = (doing: Doing) => Promise<string | null>;

interface ActsContext {
  /** Keys of the queries whose results may have changed. */
  readonly queries: readonly string[];
  readonly inWords: (why: Failure) => string;
}

/** Runs actions, one at a time per key, keeps the message of the last one, and refetches the page's queries. */
export const useActs = ({ queries, inWords }: ActsContext) => {
  const client = useQueryClient();
  const under = useRef(new Set<string>());
  const [done, setDone] = useState<{ readonly words: string } | null>(null);
  const act: Act = useCallback(
    async ({ key, done: words, work }) => {
      if (under.current.has(key)) return null;
      under.current.add(key);
      try {
        await work();
        setDone({ words });
        return null;
      } catch (error) {
        const why = whyOf(error);
        if (why.kind === 'refused' && why.error === 'not-signed-in') location.replace('/sign-in');
        return inWords(why);
      } finally {
        under.current.delete(key);
        await Promise.all(queries.map((query) => client.invalidateQueries({ queryKey: [query] })));
      }
    },
    [client, queries, inWords],
  );
  return { done, act };
};
