import { useEffect, useState } from 'react';
import { every } from '../design/schedule.ts';

/** The server's time. A browser counts by it, never by its own clock, which may be wrong. */
export interface ServerClock {
  /** Takes the server's time from a message, and the browser's time at which that arrived; left out: just now. */
  readonly set: (serverNow: number, receivedAt?: number) => void;
  readonly now: () => number;
  /** By how much the server's time is ahead of the browser's. */
  readonly offsetMs: () => number;
  /** Calls whenever the offset changes; returns how to unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void;
}

export const createServerClock = (localNow: () => number): ServerClock => {
  const listeners = new Set<() => void>();
  let offsetMs = 0;
  return {
    set: (serverNow, receivedAt = localNow()) => {
      if (serverNow - receivedAt === offsetMs) return;
      offsetMs = serverNow - receivedAt;
      for (const listener of [...listeners]) listener();
    },
    now: () => localNow() + offsetMs,
    offsetMs: () => offsetMs,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** The one clock of the program. Nothing else reads this machine's. */
export const serverClock = createServerClock(() => Date.now());

interface NowOptions {
  /** Also while nobody can see the page: for state that is reported elsewhere. */
  readonly whileHidden?: boolean;
  readonly clock?: ServerClock;
}

/**
 * The server's time, read again every `everyMs` while the page is visible, at once when it becomes visible, and when the
 * clock is set; null: only then.
 */
export const useServerNow = (everyMs: number | null, { whileHidden = false, clock = serverClock }: NowOptions = {}): number => {
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const tick = () => {
      if (whileHidden || document.visibilityState === 'visible') setNow(clock.now());
    };
    tick();
    const unsubscribe = clock.subscribe(tick);
    const stop = everyMs === null ? undefined : every(everyMs, tick);
    document.addEventListener('visibilitychange', tick);
    return () => {
      unsubscribe();
      stop?.();
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, whileHidden, clock]);
  return now;
};
