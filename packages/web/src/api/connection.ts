import { createValue } from '../design/value.ts';

export interface Connection {
  /** True if the server answered the last request, even with an error. */
  readonly answered: boolean;
  /** Server time of the data on a live page while its stream is lost; else null. */
  readonly liveLostAt: number | null;
}

const store = createValue<Connection>({ answered: true, liveLostAt: null });
const retries = new Set<() => void>();

const change = (part: Partial<Connection>): void => {
  const next = { ...store.get(), ...part };
  if (next.answered !== store.get().answered || next.liveLostAt !== store.get().liveLostAt) store.set(next);
};

/** The app's connection state, which the shell shows in one place. */
export const connection = {
  store,
  lost: () => change({ answered: false }),
  found: () => change({ answered: true }),
  live: (lostAt: number | null) => change({ liveLostAt: lostAt }),
  /** Registers an action for when someone asks to try again or the network is back; returns how to unregister. */
  onRetry: (act: () => void) => {
    retries.add(act);
    return () => retries.delete(act);
  },
  retry: () => {
    for (const act of [...retries]) act();
  },
};
