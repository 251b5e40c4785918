import { useState } from 'react';
import { serverClock } from '../../../api/server-clock.ts';

/** A background window's timers may come once a minute; a longer silence than this was sleep. */
const hiddenMs = 70_000;
const shownMs = 10_000;

/** How much of the silence between two ticks the browser slept. */
export const sleptMs = (silenceMs: number, wasHidden: boolean): number =>
  silenceMs > (wasHidden ? hiddenMs : shownMs) ? silenceMs : 0;

export interface SteadyClock {
  readonly now: () => number;
  /** Takes the server's time anew: after a sleep, in which some browsers' steady clocks stand. Returns how far it was behind. */
  readonly catchUp: () => number;
}

/**
 * The server's time by a clock that never jumps. Every message from the server sets its time a little otherwise, which
 * is nothing to a time of day, and a stumble in a breath.
 */
export const steadyClock = (
  serverNow: () => number,
  steady: () => number = () => performance.now(),
): SteadyClock => {
  let origin = serverNow() - steady();
  return {
    now: () => origin + steady(),
    catchUp: () => {
      const behind = serverNow() - origin - steady();
      if (behind < shownMs) return 0;
      origin += behind;
      return behind;
    },
  };
};

/** One for as long as the component is there. */
export const useSteadyClock = (): SteadyClock => useState(() => steadyClock(serverClock.now))[0];
