import { type PlanStep, type Reset, type StepId, stepsAhead } from '@onhook/core/reset';
import { m } from '../../../generated/messages/messages.js';
import { isBlank } from '../../../design/blank.ts';
import type { Run } from './run.ts';
import { type Words, wordsOf } from './words.ts';

interface Answer {
  /** Id of the choice, or `own` for the agent's own words. */
  readonly of: string;
  readonly text: string;
}

/**
 * Returns the agent's answers to a question: first the tapped choices in the order of tapping, then their own words. Where
 * answers are carried, the last choice is the label of the words: "A call back: Mrs Okafor, about the refund" is one thing.
 */
export const answersTo = (run: Run, step: PlanStep, words: Words): Answer[] => {
  if (step.activity.kind !== 'ask') return [];
  const { choices = {} } = wordsOf(words, step);
  const { alone, keeps } = step.activity;
  const tapped = (run.machine.chosen[step.id] ?? [])
    .filter((choice) => choice !== alone)
    .map((choice) => ({ of: choice, text: choices[choice]?.() ?? '' }));
  const own = run.written[step.id] ?? '';
  if (isBlank(own)) return tapped;
  const label = keeps === 'carry' ? tapped.at(-1) : undefined;
  const text = label ? m.reset_labelled({ label: label.text, words: own.trim() }) : own.trim();
  return [...(label ? tapped.slice(0, -1) : tapped), { of: 'own', text }];
};

export type SavedBy = Extract<PlanStep['activity'], { kind: 'ask' }>['keeps'];

export const stepsToSave = (run: Run, keeps: SavedBy): PlanStep[] =>
  stepsAhead(run.machine).filter(({ activity }) => activity.kind === 'ask' && activity.keeps === keeps);

export const answersAt = (run: Run, id: StepId, words: Words): string[] =>
  stepsAhead(run.machine)
    .filter((step) => step.id === id)
    .flatMap((step) => answersTo(run, step, words).map(({ text }) => text));

/** Returns the texts of all answers, over all steps, that are saved to `keeps`. */
export const answersFor = (run: Run, keeps: SavedBy, words: Words): string[] =>
  stepsToSave(run, keeps).flatMap((step) => answersTo(run, step, words).map(({ text }) => text));

export const isOver = ({ phase }: Reset): boolean => phase.kind === 'ready' || phase.kind === 'ended';
