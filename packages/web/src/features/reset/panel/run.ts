import { type Reset, restoreReset } from '@onhook/core/reset';
import type { Slice } from '../../../local-store/index.ts';
import { asideRecord, runRecord } from '../shared/run-slice.ts';
import { newId } from '../../../local-store/new-id.ts';

/** Reset as this browser runs it, together with the agent's own words, which the state machine must not know. */
export interface Run {
  /** Recovery that the reset belongs to; null for a trial, which ends when a call comes. */
  readonly recovery: string | null;
  /** Id that this browser has given the reset and that the server uses too; null for a trial. */
  readonly reset: string | null;
  readonly machine: Reset;
  readonly tapped: boolean;
  readonly written: Readonly<Record<string, string>>;
  /** Random ids for all possible answers, by their place in the plan, so that an id doesn't reveal the answer. */
  readonly names: readonly string[];
  /** True once the start of the reset is in the outbox. */
  readonly announced: boolean;
  /** True once the end of the reset is in the outbox. */
  readonly reported: boolean;
  /** True once the answers are saved in the local store. */
  readonly harvested: boolean;
}

const restore = (stored: unknown): Run | null => {
  // A run stored by an older version calls `reported` by its former name.
  const run = stored as (Run & { readonly told?: boolean }) | null;
  const machine = restoreReset(run?.machine);
  return run && machine ? { ...run, machine, names: run.names ?? [], reported: run.reported ?? run.told ?? false } : null;
};

/** Returns enough random ids for all answers of any plan. */
export const newNames = (): string[] => Array.from({ length: 48 }, newId);

/** Reset that is running, with its progress; null if none is running. */
export const runSlice: Slice<Run | null> = { ...runRecord, initial: null, restore };

/** Reset that was interrupted last, until it is resumed. */
export const asideSlice: Slice<Run | null> = { ...asideRecord, initial: null, restore };

/** Returns true if both are the same reset, possibly shown in two windows. */
export const isSameRun = (run: Run | null, other: Run): boolean =>
  run !== null && run.recovery === other.recovery && run.machine.startedAt === other.machine.startedAt;
