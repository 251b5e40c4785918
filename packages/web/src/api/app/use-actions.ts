import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { failureOf } from '../ask.ts';
import type { Failure } from '../result.ts';

export interface Action {
  /** Key of the action. Two actions with the same key never run at the same time. */
  readonly key: string;
  /** Message to show when the action has succeeded. */
  readonly done: string;
  readonly work: () => Promise<unknown>;
}

/** Runs an action. Resolves to null on success, otherwise to an error message. */
export type RunAction = (action: Action) => Promise<string | null>;

interface ActionsContext {
  /** Keys of the queries whose results an action may change. */
  readonly queries: readonly string[];
  readonly errorText: (failure: Failure) => string;
}

/** Runs actions, one at a time for each key. Keeps the message of the last success, and invalidates the queries after each action. */
export const useActions = ({ queries, errorText }: ActionsContext) => {
  const client = useQueryClient();
  const running = useRef(new Set<string>());
  const [done, setDone] = useState<{ readonly words: string } | null>(null);
  const runAction: RunAction = useCallback(
    async ({ key, done: words, work }) => {
      if (running.current.has(key)) return null;
      running.current.add(key);
      try {
        await work();
        setDone({ words });
        return null;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'refused' && failure.error === 'not-signed-in') location.replace('/sign-in');
        return errorText(failure);
      } finally {
        running.current.delete(key);
        await Promise.all(queries.map((query) => client.invalidateQueries({ queryKey: [query] })));
      }
    },
    [client, queries, errorText],
  );
  return { done, act: runAction };
};
