import { useEffect, useState } from 'react';
import { asideRecord, runRecord } from '../shared/run-slice.ts';
import { type Slice, peekSlice, watchSlice } from '../../../local-store/index.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { after } from '../../../design/schedule.ts';

/** Reset that this browser runs. */
export interface Running {
  /** Recovery that the reset belongs to; null for a trial. */
  readonly recovery: string | null;
}

/** Stored reset (see run.ts), read without loading the code that runs it. */
const runningSlice: Slice<Running | null> = {
  ...runRecord,
  initial: null,
  restore: (stored) =>
    typeof stored === 'object' && stored !== null && 'recovery' in stored
      ? { recovery: typeof stored.recovery === 'string' ? stored.recovery : null }
      : null,
};

/** Longest wait for the browser's database, in milliseconds, so that a hung database doesn't cost the agent time. */
const waitMs = 1500;

/** Returns the running reset, null if there is none, or undefined until that is known. */
export const useRunning = (person: string): Running | null | undefined => {
  const [running, setRunning] = useState(() => peekSlice(person, runningSlice)?.value);
  useEffect(() => {
    const giveUp = after(waitMs, () => setRunning((known) => known ?? null));
    const leave = watchSlice(person, runningSlice, (found) => setRunning(found));
    return () => {
      giveUp();
      leave();
    };
  }, [person]);
  return running;
};

/** Time for which an interrupted reset can be resumed, in milliseconds. A reset from the day before can't. */
const freshMs = 10 * 60 * 60_000;

const asideSlice: Slice<number | null> = {
  ...asideRecord,
  initial: null,
  restore: (stored) => {
    const at = (stored as { machine?: { phase?: { at?: unknown } } } | null)?.machine?.phase?.at;
    return typeof at === 'number' ? at : null;
  },
};

/** Returns true if there is an interrupted reset that can still be resumed. */
export const useAside = (person: string, now: number): boolean => {
  const [interruptedAt] = useSlice(person, asideSlice);
  return interruptedAt !== null && now - interruptedAt < freshMs;
};
