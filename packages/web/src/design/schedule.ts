/** Calls a function later, once or repeatedly. All timers of the browser code use a scheduler, which tests replace. */
export interface Scheduler {
  /** This machine's time, in milliseconds. For durations only, because the machine's clock may be wrong. */
  readonly now: () => number;
  readonly after: (ms: number, act: () => void) => Stop;
  readonly every: (ms: number, act: () => void) => Stop;
}

export type Stop = () => void;

const browser: Scheduler = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};

let current = browser;

/** Replaces the browser's scheduler, for tests. Returns a function that restores it. */
export const scheduleWith = (scheduler: Scheduler): Stop => {
  current = scheduler;
  return () => void (current = browser);
};

/** Returns this machine's time in milliseconds, which includes the time for which the machine sleeps. */
export const machineNow = (): number => current.now();

/** Calls `act` once after `ms` milliseconds. Returns a function that cancels this. */
export const after: Scheduler['after'] = (ms, act) => current.after(ms, act);

/** Calls `act` every `ms` milliseconds. Returns a function that stops this. */
export const every: Scheduler['every'] = (ms, act) => current.every(ms, act);

/** Resolves after `ms` milliseconds. */
export const wait = (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve));

interface Timer {
  dueAt: number;
  readonly everyMs: number | null;
  readonly act: () => void;
}

/** Creates a scheduler whose time advances only when a test advances it. */
export const createManualScheduler = () => {
  const timers = new Set<Timer>();
  let now = 0;
  let aheadMs = 0;
  const plan = (ms: number, everyMs: number | null, act: () => void): Stop => {
    const timer: Timer = { dueAt: now + ms, everyMs, act };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  return {
    now: (): number => now + aheadMs,
    after: (ms: number, act: () => void): Stop => plan(ms, null, act),
    every: (ms: number, act: () => void): Stop => plan(ms, ms, act),
    /** Number of active timers. */
    pending: (): number => timers.size,
    /** Advances the time by `ms` milliseconds and runs every timer that is due, in order. */
    move: (ms: number): void => {
      const until = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ dueAt }) => dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt);
        if (!next) break;
        now = next.dueAt;
        if (next.everyMs === null) timers.delete(next);
        else next.dueAt += next.everyMs;
        next.act();
      }
      now = until;
    },
    /** Sets the machine's clock forward by `ms` milliseconds, or back if negative. Does not change the timers. */
    setClock: (ms: number): void => {
      aheadMs += ms;
    },
    /** Advances the time by `ms` milliseconds in one step, as sleep does: every timer that is due then runs once. */
    sleep: (ms: number): void => {
      now += ms;
      for (const call of [...timers].filter(({ dueAt }) => dueAt <= now)) {
        if (call.everyMs === null) timers.delete(call);
        else call.dueAt = now + call.everyMs;
        call.act();
      }
    },
  };
};
