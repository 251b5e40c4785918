import { createValue } from '../design/value.ts';

export interface Connection {
  /** True when the server replied to the last request, even with an error. */
  readonly answered: boolean;
  /** While a live page's stream is lost, the server time of the data that it shows; otherwise null. */
  readonly liveLostAt: number | null;
}

const store = createValue<Connection>({ answered: true, liveLostAt: null });
const retries = new Set<() => void>();

const update = (part: Partial<Connection>): void => {
  const next = { ...store.get(), ...part };
  if (next.answered !== store.get().answered || next.liveLostAt !== store.get().liveLostAt) store.set(next);
};

/** The connection state, which the shell shows for all pages. */
export const connection = {
  store,
  lost: () => update({ answered: false }),
  found: () => update({ answered: true }),
  live: (lostAt: number | null) => update({ liveLostAt: lostAt }),
  /** Registers an action that `retry` runs. Returns a function that unregisters it. */
  onRetry: (act: () => void) => {
    retries.add(act);
    return () => retries.delete(act);
  },
  retry: () => {
    for (const act of [...retries]) act();
  },
};
