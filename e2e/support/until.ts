import { setTimeout as wait } from 'node:timers/promises';

type Found<T> = Exclude<T, false | null | undefined>;

/**
 * Repeats a question until it returns a value that is not false, null or undefined, without throwing. The observed state is
* in other processes, which send no signal when it changes.
 */
export const until = async <T>(
  what: string,
  ask: () => Promise<T> | T,
  { withinMs = 30_000, everyMs = 50 }: { readonly withinMs?: number; readonly everyMs?: number } = {},
): Promise<Found<T>> => {
  const end = performance.now() + withinMs;
  let last: unknown = null;
  do {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer as Found<T>;
      last = null;
    } catch (error) {
      last = error;
    }
    await wait(everyMs);
  } while (performance.now() < end);
  throw new Error(`not within ${withinMs / 1000} s: ${what}`, { cause: last });
};
