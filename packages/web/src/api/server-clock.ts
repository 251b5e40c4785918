import { useEffect, useState } from 'react';
import { every } from '../design/schedule.ts';

/** The server's time. The browser code uses it and never the browser's own clock, which may be wrong. */
export interface ServerClock {
  /** Sets the clock from the server's time in a message and the browser's time of its arrival (by default the current time). */
  readonly set: (serverNow: number, receivedAt?: number) => void;
  readonly now: () => number;
  /** Time by which the server's clock is ahead of the browser's, in milliseconds. */
  readonly offsetMs: () => number;
  /** Calls `listener` whenever the offset changes; returns how to unsubscribe. */
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
  /** Also updates while the page is hidden, for state that is reported elsewhere. */
  readonly whileHidden?: boolean;
  readonly clock?: ServerClock;
}

/**
 * The server's time, read again every `everyMs` while the page is visible, at once when it becomes visible, and when the
 * clock is set. With null, it's read only when the clock is set.
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
