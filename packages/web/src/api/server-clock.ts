import { useEffect, useState } from 'react';
import { every } from '../design/schedule.ts';

/** The server's time, as estimated in the browser. All browser code uses it, because the browser's own clock may be wrong. */
export interface ServerClock {
  /** Sets the clock from the server's time in a message and the browser's time at its arrival (default: the current time). */
  readonly set: (serverNow: number, receivedAt?: number) => void;
  readonly now: () => number;
  /** Time by which the server's clock is ahead of the browser's, in milliseconds. */
  readonly offsetMs: () => number;
  /** Calls `listener` whenever the offset changes. Returns a function that unsubscribes. */
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

/** The program's only clock. No other code reads this machine's clock. */
export const serverClock = createServerClock(() => Date.now());

interface NowOptions {
  /** Also updates while the page is hidden, for state that is shown outside the page. */
  readonly whileHidden?: boolean;
  readonly clock?: ServerClock;
}

/**
 * Returns the server's time. Updates every `everyMs` milliseconds while the page is visible, when the page becomes visible, and when the
 * clock is set. With null it updates only when the clock is set.
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
