import { useState } from 'react';
import { serverClock } from '../../../api/server-clock.ts';

/**
 * Longest gap between two timer ticks, in milliseconds; a longer gap was sleep. Background windows may tick only once a
 * minute.
 */
const hiddenMs = 70_000;
const shownMs = 10_000;

/**
 * Returns how long the browser slept between two ticks, in milliseconds: the whole gap if it is too long for a timer,
 * otherwise 0.
 */
export const sleptMs = (silenceMs: number, wasHidden: boolean): number =>
  silenceMs > (wasHidden ? hiddenMs : shownMs) ? silenceMs : 0;

export interface SteadyClock {
  readonly now: () => number;
  /**
   * Moves the clock forward to the server's time if it is 10 seconds or more behind, since some browsers stop it during
   * sleep. Returns the correction in milliseconds, or 0.
   */
  readonly catchUp: () => number;
}

/**
 * Returns a clock that shows the server's time without jumps. Each message from the server corrects the server clock a
 * little, which is harmless for a time of day but would make a breathing animation stumble.
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

/** Returns the same steady clock for the whole life of the component. */
export const useSteadyClock = (): SteadyClock => useState(() => steadyClock(serverClock.now))[0];
