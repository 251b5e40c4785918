import { type Reset, restoreReset } from '@onhook/core/reset';
import type { Slice } from '../../../local-store/index.ts';
import { asideRecord, runRecord } from '../shared/run-slice.ts';
import { newId } from '../../../local-store/new-id.ts';

/** A reset as this browser runs it, with what the machine must not know: the words. */
export interface Run {
  /** Null: tried without one, until a call comes. */
  readonly recovery: string | null;
  /** This browser's name for it, by which the server knows it too; null when it is only tried. */
  readonly reset: string | null;
  readonly machine: Reset;
  readonly tapped: boolean;
  readonly written: Readonly<Record<string, string>>;
  /** What each answer that may be given will be called, by its place in the plan: by nothing that says which it is. */
  readonly names: readonly string[];
  /** That it began is in the outbox. */
  readonly announced: boolean;
  /** How it ended is in the outbox. */
  readonly told: boolean;
  /** What was answered is in what is kept. */
  readonly harvested: boolean;
}

const restore = (stored: unknown): Run | null => {
  const run = stored as Run | null;
  const machine = restoreReset(run?.machine);
  return run && machine ? { ...run, machine, names: run.names ?? [] } : null;
};

/** Enough for every answer of every plan. */
export const newNames = (): string[] => Array.from({ length: 48 }, newId);

/** Where the reset that is on stands; null when none is. */
export const runSlice: Slice<Run | null> = { ...runRecord, initial: null, restore };

/** The reset that was interrupted last, until it is taken up again. */
export const asideSlice: Slice<Run | null> = { ...asideRecord, initial: null, restore };

/** Two windows show one reset, told by this. */
export const isSameRun = (run: Run | null, other: Run): boolean =>
  run !== null && run.recovery === other.recovery && run.machine.startedAt === other.machine.startedAt;
