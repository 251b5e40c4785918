import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { whyOf } from '../ask.ts';
import type { Failure } from '../result.ts';

export interface Doing {
  /** Names what is done; the same is not done twice at once. */
  readonly key: string;
  /** What to say when it is done. */
  readonly done: string;
  readonly work: () => Promise<unknown>;
}

/** Resolves to null when it is done, else to why not, in words. */
export type Act = (doing: Doing) => Promise<string | null>;

interface Place {
  /** The questions whose answers may have changed. */
  readonly queries: readonly string[];
  readonly inWords: (why: Failure) => string;
}

/** Does what is asked for, one at a time of each, keeps what there is to say of the last, and reads the page's lists again. */
export const useActs = ({ queries, inWords }: Place) => {
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
