import { useEffect, useState } from 'react';
import { asideRecord, runRecord } from '../shared/run-slice.ts';
import { type Slice, peekKept, watchKept } from '../../../local-store/index.ts';
import { useKept } from '../../../local-store/use-kept.ts';
import { after } from '../../../design/schedule.ts';

/** Which reset this browser runs. */
export interface Running {
  /** The recovery it belongs to; null for one that is only tried. */
  readonly recovery: string | null;
}

/** Where the reset that is on stands (reset/run.ts), looked at without loading what runs it. */
const runningSlice: Slice<Running | null> = {
  ...runRecord,
  initial: null,
  restore: (stored) =>
    typeof stored === 'object' && stored !== null && 'recovery' in stored
      ? { recovery: typeof stored.recovery === 'string' ? stored.recovery : null }
      : null,
};

/** A database that does not answer holds up nobody's minutes. */
const waitMs = 1500;

/** Undefined until it is known. */
export const useRunning = (person: string): Running | null | undefined => {
  const [running, setRunning] = useState(() => peekKept(person, runningSlice)?.value);
  useEffect(() => {
    const giveUp = after(waitMs, () => setRunning((known) => known ?? null));
    const leave = watchKept(person, runningSlice, (found) => setRunning(found));
    return () => {
      giveUp();
      leave();
    };
  }, [person]);
  return running;
};

/** A reset of yesterday is over, whoever interrupted it. */
const freshMs = 10 * 60 * 60_000;

const asideSlice: Slice<number | null> = {
  ...asideRecord,
  initial: null,
  restore: (stored) => {
    const at = (stored as { machine?: { phase?: { at?: unknown } } } | null)?.machine?.phase?.at;
    return typeof at === 'number' ? at : null;
  },
};

/** Whether a reset that was interrupted waits to be taken up again. */
export const useAside = (person: string, now: number): boolean => {
  const [interruptedAt] = useKept(person, asideSlice);
  return interruptedAt !== null && now - interruptedAt < freshMs;
};
