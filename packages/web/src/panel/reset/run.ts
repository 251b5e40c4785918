import { type Reset, reviveReset } from '@onhook/core/reset';
import { read, runKey, write } from '../kept.ts';

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

export const readRun = (person: string): Run | null => {
  const run = read(runKey(person)) as Run | null;
  const machine = reviveReset(run?.machine);
  return run && machine ? { ...run, machine } : null;
};

export const writeRun = (person: string, run: Run | null): void => write(runKey(person), run);
