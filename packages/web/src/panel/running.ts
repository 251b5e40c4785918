import { useEffect, useState } from 'react';
import { type Slice, peekKept, watchKept } from './kept/index.ts';

/** Where the reset that is on stands (reset/run.ts), looked at without loading what runs it. */
const runningSlice: Slice<string | null> = {
  name: 'run',
  nothing: null,
  revive: (stored) =>
    typeof stored === 'object' && stored !== null && 'recovery' in stored ? String(stored.recovery) : null,
};

/** A database that does not answer holds up nobody's minutes. */
const waitMs = 1500;

/** Which recovery this browser's reset belongs to; undefined until that is known. */
export const useRunning = (person: string): string | null | undefined => {
  const [running, setRunning] = useState(() => peekKept(person, runningSlice)?.value);
  useEffect(() => {
    const giveUp = setTimeout(() => setRunning((known) => known ?? null), waitMs);
    const leave = watchKept(person, runningSlice, (recovery) => setRunning(recovery));
    return () => {
      clearTimeout(giveUp);
      leave();
    };
  }, [person]);
  return running;
};
