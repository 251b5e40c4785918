import type { Runtime } from '../src/asterisk/config.ts';

/** Clock and timers that only a test moves. */
export interface HandTime extends Runtime {
  now(): number;
  set(at: number): void;
  /** Lengths of the timers that are running. */
  running(): number[];
  /** Fires the timer of exactly this length, and moves the clock by it. */
  run(ms: number): void;
}

export const createHandTime = (start = 1_800_000_000_000): HandTime => {
  let now = start;
  let timers: { ms: number; go: () => void }[] = [];
  return {
    now: () => now,
    set: (at) => void (now = at),
    random: () => 0.5,
    after(ms, then) {
      const timer = { ms, go: then };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    running: () => timers.map(({ ms }) => ms),
    run(ms) {
      const timer = timers.find((running) => running.ms === ms);
      if (!timer) throw new Error(`no timer of ${ms} ms, but of ${timers.map((other) => other.ms).join(', ')}`);
      timers = timers.filter((other) => other !== timer);
      now += ms;
      timer.go();
    },
  };
};

/** Waits until the condition is true, while sockets and promises do their work. */
export const until = async (isSo: () => boolean, what = isSo.toString()): Promise<void> => {
  const giveUpAt = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > giveUpAt) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
};
