import { setTimeout as wait } from 'node:timers/promises';

type Found<T> = Exclude<T, false | null | undefined>;

/**
 * Asks again and again until the answer is there: not false, null or undefined, and not thrown. What it looks at is
 * in other processes, which say nothing of their own accord.
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
