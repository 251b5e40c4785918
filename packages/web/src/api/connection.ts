import { createStore } from '../design/store.ts';

export interface Connection {
  /** Whether the last question to the server was answered at all. */
  readonly answered: boolean;
  /** When what a live page shows is from, by the server's time, while its stream is lost; else null. */
  readonly liveLostAt: number | null;
}

const store = createStore<Connection>({ answered: true, liveLostAt: null });
const retries = new Set<() => void>();

const change = (part: Partial<Connection>): void => {
  const next = { ...store.get(), ...part };
  if (next.answered !== store.get().answered || next.liveLostAt !== store.get().liveLostAt) store.set(next);
};

/** What the whole app knows of its connection; the shell says it in one place. */
export const connection = {
  store,
  lost: () => change({ answered: false }),
  found: () => change({ answered: true }),
  live: (lostAt: number | null) => change({ liveLostAt: lostAt }),
  /** Registers what to do when someone asks to try again, or the network is back; returns how to unregister. */
  onRetry: (act: () => void) => {
    retries.add(act);
    return () => retries.delete(act);
  },
  retry: () => {
    for (const act of [...retries]) act();
  },
};
