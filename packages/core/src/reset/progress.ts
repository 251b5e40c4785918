import { type Reset, durationMs, elapsedMs, stepOf, stepsAhead } from './machine.ts';
import type { PlanStep, TechniqueId } from './plan.ts';
import { restStep } from './plan.ts';
import { isTimed } from './step.ts';

/** How much of the reset is behind, 0 to 1. Time spent on a question does not count against anybody. */
export const progress = (reset: Reset, now: number): number => {
  const step = stepOf(reset);
  if (!step || step.id === restStep.id) return 1;
  let behind = 0;
  let all = 0;
  let reached = false;
  for (const other of stepsAhead(reset)) {
    const lasts = durationMs(reset, other);
    all += lasts;
    if (other.id === step.id) {
      reached = true;
      if (isTimed(step)) behind += Math.min(lasts, elapsedMs(reset, now));
    } else if (!reached) behind += lasts;
  }
  return all === 0 ? 1 : behind / all;
};

/** Where in its part a step stands, counted from 1. Steps that wait for a choice are not counted before it. */
export const placeOf = (reset: Reset, step: PlanStep): { part: TechniqueId; index: number; of: number } => {
  const siblings = stepsAhead(reset).filter(({ part }) => part === step.part);
  return { part: step.part, index: Math.max(1, siblings.findIndex(({ id }) => id === step.id) + 1), of: Math.max(1, siblings.length) };
};

export interface Breath {
  readonly inMs: number;
  readonly outMs: number;
  readonly part: 'in' | 'out';
  /** Breaths still to come after this one. */
  readonly left: number;
  readonly elapsedMs: number;
}

/** Where in its breaths a breathing step is; null for any other. */
export const breathAt = (reset: Reset, now: number): Breath | null => {
  const step = stepOf(reset);
  if (step?.doing.kind !== 'breathe') return null;
  const { breaths, inShare } = step.doing;
  const one = durationMs(reset, step) / breaths;
  const elapsed = Math.min(elapsedMs(reset, now), durationMs(reset, step) - 1);
  const done = Math.floor(elapsed / one);
  const into = elapsed - done * one;
  return {
    inMs: one * inShare,
    outMs: one * (1 - inShare),
    part: into < one * inShare ? 'in' : 'out',
    left: breaths - 1 - done,
    elapsedMs: into,
  };
};
