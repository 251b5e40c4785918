import { type Reset, reviveReset } from '@onhook/core/reset';
import type { Slice } from '../kept/index.ts';

/** A reset as this browser runs it, with what the machine must not know: the words. */
export interface Run {
  readonly recovery: string;
  /** The server's name for it, once it has answered. */
  readonly reset: string | null;
  readonly machine: Reset;
  readonly tapped: boolean;
  readonly written: Readonly<Record<string, string>>;
  /** The server has been told how it ended. */
  readonly told: boolean;
  /** What was answered is in what is kept. */
  readonly harvested: boolean;
}

/** Where the reset that is on stands; null when none is. */
export const runSlice: Slice<Run | null> = {
  name: 'run',
  nothing: null,
  revive: (stored) => {
    const run = stored as Run | null;
    const machine = reviveReset(run?.machine);
    return run && machine ? { ...run, machine } : null;
  },
};
