import { type Interrupter, type Reset, advance } from '@onhook/core/reset';
import type { PanelView } from '@onhook/contract';
import { carriedSlice, withItems } from '../carry/slice.ts';
import { changeKept, readKept } from '../kept/index.ts';
import { type Run, runSlice } from './run.ts';
import { ownLineSlice } from './slices.ts';
import { choiceWords } from './words.ts';

/** What somebody tapped and wrote at a question, in their own order: chips first. */
export const answersAt = (run: Run, step: 'mine' | 'theirs'): string[] => {
  const tapped = (run.machine.chosen[step] ?? [])
    .filter((choice) => choice !== 'nothing')
    .map((choice) => choiceWords(step, choice));
  const own = run.written[step]?.trim();
  return own ? [...tapped, own] : tapped;
};

/** Puts a run's answers among what is kept, once, in whichever window. */
export const harvest = (person: string, run: Run): Run => {
  if (run.harvested) return run;
  const at = run.machine.startedAt;
  const noted = (step: 'mine' | 'theirs') =>
    answersAt(run, step).map((text, i) => ({ id: `${run.recovery}-${step}-${i}`, at, text }));
  const items = noted('mine').map((item) => ({ ...item, dueAt: null, doneAt: null }));
  const putDown = noted('theirs');
  void changeKept(person, carriedSlice, (carried) => withItems(carried, { items, putDown }));
  const line = run.written['line']?.trim();
  if (line) void changeKept(person, ownLineSlice, () => line);
  return { ...run, harvested: true };
};

type Because = NonNullable<PanelView['lastClosed']>['because'];

const interrupter = (because: Because | null): Interrupter => {
  switch (because) {
    case 'taken-away':
    case 'phone-refused':
      return 'phone-system';
    case 'paused-by-another':
      return 'another-pause';
    case 'logged-out':
      return 'logged-out';
    default:
      return 'time';
  }
};

export const isOver = ({ phase }: Reset): boolean => phase.kind === 'ready' || phase.kind === 'ended';

/** The recovery is over while its reset was on: keeps what was answered and lets the reset go. */
export const closeRun = async (person: string, because: Because | null, now: number): Promise<void> => {
  const run = await readKept(person, runSlice);
  if (!run) return;
  harvest(person, { ...run, machine: advance(run.machine, { kind: 'interrupted', by: interrupter(because) }, now) });
  await changeKept(person, runSlice, (stored) => (stored?.recovery === run.recovery ? null : stored));
};
