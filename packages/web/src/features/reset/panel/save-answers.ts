import { type InterruptedBy, type PlanStep, advance, techniquesOf } from '@onhook/core/reset';
import type { PanelView } from '@onhook/contract';
import { isBlank } from '../../../design/blank.ts';
import { addCarried, type Noted } from '../../carry/shared/index.ts';
import { changeSlice, readSlice } from '../../../local-store/index.ts';
import { newId } from '../../../local-store/new-id.ts';
import { type Run, asideSlice, isSameRun, runSlice } from './run.ts';
import { ownLineSlice, rememberedSlice, withRemembered } from '../shared/slices.ts';
import { type Words, loadWords } from './words.ts';
import { answersTo, type SavedBy, stepsToSave } from './answers.ts';

/**
 * Returns the id of an answer, the same on every call. The server knows carried items by this id, so it must not reveal
 * the choice.
 */
const nameOf = (run: Run, step: PlanStep, of: string): string => {
  const every = techniquesOf(run.machine.plan).flatMap(({ steps }) =>
    steps.flatMap(({ id, activity }) => (activity.kind === 'ask' ? [...activity.choices, 'own'].map((choice) => `${id} ${choice}`) : [])),
  );
  return run.names[every.indexOf(`${step.id} ${of}`)] ?? newId();
};

const noted = (run: Run, keeps: SavedBy, words: Words): Noted[] => {
  const at = run.machine.startedAt;
  return stepsToSave(run, keeps).flatMap((step) =>
    answersTo(run, step, words).map(({ of, text }) => ({ id: nameOf(run, step, of), at, text })),
  );
};

/**
 * Saves the answers of a reset to the local store, from any window. Answers that are there already aren't added twice.
 * Resolves when everything is stored.
 */
export const saveAnswers = async (person: string, run: Run): Promise<void> => {
  const words = await loadWords(run.machine.plan);
  const items = noted(run, 'carry', words).map((item) => ({ ...item, dueAt: null, doneAt: null }));
  const putDown = noted(run, 'put-down', words);
  const learned = noted(run, 'learned', words);
  const kept: Promise<unknown>[] = [];
  if (items.length + putDown.length + learned.length > 0) kept.push(addCarried(person, { items, putDown, learned }));
  const remembered = noted(run, 'remembered', words);
  // All remembered answers describe one customer, so they are stored as one note.
  const [first] = remembered;
  if (first) {
    const whole = { ...first, text: remembered.map(({ text }) => text).join('\n') };
    kept.push(changeSlice(person, rememberedSlice, (all) => withRemembered(all, [whole])));
  }
  const line = run.written['line'] ?? '';
  if (!isBlank(line)) kept.push(changeSlice(person, ownLineSlice, () => line.trim()));
  await Promise.all(kept);
};

type Because = NonNullable<PanelView['lastClosed']>['because'];

const interrupter = (because: Because | 'call' | null): InterruptedBy => {
  switch (because) {
    case 'call':
      return 'call';
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

/** Saves the answers of an interrupted reset and sets it aside, so that it can be resumed. */
export const setAside = async (person: string, because: Because | 'call' | null, now: number): Promise<void> => {
  const run = await readSlice(person, runSlice);
  if (!run) return;
  const aside = { ...run, machine: advance(run.machine, { kind: 'interrupted', by: interrupter(because) }, now) };
  const { phase } = aside.machine;
  if (phase.kind === 'ended' && phase.result.kind === 'interrupted') await changeSlice(person, asideSlice, () => aside);
  // If saving fails because the words can't be loaded, the answers are saved at the end of the resumed reset.
  if (!run.harvested) await saveAnswers(person, aside).catch(() => {});
  await changeSlice(person, runSlice, (stored) => (isSameRun(stored, run) ? null : stored));
};
