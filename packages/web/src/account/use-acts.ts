import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { whyOf } from '../app/api.ts';
import { m } from '../generated/messages/messages.js';

export interface Doing {
  /** Names what is done; the same is not done twice at once. */
  readonly key: string;
  /** What to say when it is done. */
  readonly done: string;
  readonly work: () => Promise<unknown>;
}

/** Resolves to whether it was done. */
export type Act = (doing: Doing) => Promise<boolean>;

/** Does what is asked for, one at a time of each, says so, and reads the page's lists again. */
export const useActs = () => {
  const client = useQueryClient();
  const under = useRef(new Set<string>());
  const [done, setDone] = useState<{ readonly words: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const act: Act = useCallback(
    async ({ key, done: words, work }) => {
      if (under.current.has(key)) return false;
      under.current.add(key);
      setProblem(null);
      try {
        await work();
        setDone({ words });
        return true;
      } catch (error) {
        const why = whyOf(error);
        if (why.kind === 'refused' && why.error === 'not-signed-in') location.replace('/sign-in');
        setProblem(why.kind === 'offline' ? m.signins_failed_offline() : m.signins_failed());
        return false;
      } finally {
        under.current.delete(key);
        await Promise.all([client.invalidateQueries({ queryKey: ['sign-ins'] }), client.invalidateQueries({ queryKey: ['passkeys'] })]);
      }
    },
    [client],
  );
  return { done, problem, act };
};
