/** Calls a function later, once or again and again. All timers in the browser code go through a scheduler. */
export interface Scheduler {
  /** This machine's time, in milliseconds; for lengths of time only, because the machine's clock may be wrong. */
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

/** Puts another scheduler in place of the browser's; returns how to put the browser's back. For tests. */
export const scheduleWith = (scheduler: Scheduler): Stop => {
  current = scheduler;
  return () => void (current = browser);
};

/** Returns this machine's time in milliseconds, which goes on while the machine sleeps. */
export const machineNow = (): number => current.now();

/** Calls `act` once after `ms` milliseconds; returns how to stop that. */
export const after: Scheduler['after'] = (ms, act) => current.after(ms, act);

/** Calls `act` every `ms` milliseconds; returns how to stop that. */
export const every: Scheduler['every'] = (ms, act) => current.every(ms, act);

/** Resolves after `ms` milliseconds. */
export const wait = (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve));

interface Planned {
  dueAt: number;
  readonly everyMs: number | null;
  readonly act: () => void;
}

/** A scheduler whose time moves only when a test moves it. */
export const createManualScheduler = () => {
  const planned = new Set<Planned>();
  let now = 0;
  let aheadMs = 0;
  const plan = (ms: number, everyMs: number | null, act: () => void): Stop => {
    const one: Planned = { dueAt: now + ms, everyMs, act };
    planned.add(one);
    return () => void planned.delete(one);
  };
  return {
    now: (): number => now + aheadMs,
    after: (ms: number, act: () => void): Stop => plan(ms, null, act),
    every: (ms: number, act: () => void): Stop => plan(ms, ms, act),
    /** How many calls are still to come. */
    pending: (): number => planned.size,
    /** Moves the time on by `ms` milliseconds and makes every call that falls due, in order. */
    move: (ms: number): void => {
      const until = now + ms;
      for (;;) {
        const [next] = [...planned].filter(({ dueAt }) => dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt);
        if (!next) break;
        now = next.dueAt;
        if (next.everyMs === null) planned.delete(next);
        else next.dueAt += next.everyMs;
        next.act();
      }
      now = until;
    },
    /** Sets the machine's clock forward by `ms` milliseconds, or back; timers go on as before. */
    setClock: (ms: number): void => {
      aheadMs += ms;
    },
    /** Moves the time on by `ms` milliseconds at once, as when the machine sleeps: every call that fell due is then made once. */
    sleep: (ms: number): void => {
      now += ms;
      for (const call of [...planned].filter(({ dueAt }) => dueAt <= now)) {
        if (call.everyMs === null) planned.delete(call);
        else call.dueAt = now + call.everyMs;
        call.act();
      }
    },
  };
};
