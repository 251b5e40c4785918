import { useEffect, useState } from 'react';

export interface ServerClock {
  /** Takes the server's time from a message that has just arrived. */
  readonly set: (serverNow: number) => void;
  readonly now: () => number;
}

/** The server's time, kept as an offset from this machine's own clock. */
export const createServerClock = (localNow: () => number): ServerClock => {
  let offsetMs = 0;
  return {
    set: (serverNow) => {
      offsetMs = serverNow - localNow();
    },
    now: () => localNow() + offsetMs,
  };
};

/** The one place in the app that reads this machine's clock. */
export const serverClock = createServerClock(() => Date.now());

/** The server's time, renewed every so many milliseconds, and at once when the page is looked at again. */
export const useServerNow = (everyMs: number, clock: ServerClock = serverClock): number => {
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') setNow(clock.now());
    };
    tick();
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, clock]);
  return now;
};
