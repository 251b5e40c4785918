import { type Interrupter, type Reset, advance } from '@onhook/core/reset';
import type { PanelView } from '@onhook/contract';
import { type Item, changeKept } from '../kept.ts';
import { type Run, readRun, writeRun } from './run.ts';
import { choiceWords } from './words.ts';

/** What somebody tapped and wrote at a question, in their own order: chips first. */
export const answersAt = (run: Run, step: 'mine' | 'theirs'): string[] => {
  const tapped = (run.machine.chosen[step] ?? [])
    .filter((choice) => choice !== 'nothing')
    .map((choice) => choiceWords(step, choice));
  const own = run.written[step]?.trim();
  return own ? [...tapped, own] : tapped;
};

/** Puts a run's answers among what is kept, once. */
export const harvest = (person: string, run: Run): Run => {
  if (run.harvested) return run;
  const at = run.machine.startedAt;
  const items = (kind: Item['kind'], texts: readonly string[]): Item[] =>
    texts.map((text, i) => ({ id: `${run.recovery}-${kind}-${i}`, at, kind, text }));
  const line = run.written['line']?.trim();
  changeKept(person, (kept) => ({
    ...kept,
    items: [...kept.items, ...items('carry', answersAt(run, 'mine')), ...items('put-down', answersAt(run, 'theirs'))],
    ownLine: line || kept.ownLine,
  }));
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
export const closeRun = (person: string, because: Because | null, now: number): void => {
  const run = readRun(person);
  if (run) harvest(person, { ...run, machine: advance(run.machine, { kind: 'interrupted', by: interrupter(because) }, now) });
  writeRun(person, null);
};
