import { type Reset, durationMs, elapsedMs, stepOf, stepsAhead } from './machine.ts';
import type { PlanStep, TechniqueId } from './plan.ts';
import { restStep } from './plan.ts';
import { type BreathPart, isTimed } from './step.ts';

/** Share of the reset that is done, 0 to 1. Time spent on a question does not count. */
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

/** Position of a step within its part, counted from 1. Steps that depend on a choice count once it is made. */
export const stepPosition = (reset: Reset, step: PlanStep): { part: TechniqueId; index: number; of: number } => {
  const siblings = stepsAhead(reset).filter(({ part }) => part === step.part);
  return { part: step.part, index: Math.max(1, siblings.findIndex(({ id }) => id === step.id) + 1), of: Math.max(1, siblings.length) };
};

/** Position within the breaths of a step. */
export interface Breath {
  /** All parts of one breath, in order. */
  readonly parts: readonly BreathPart[];
  /** Index of the current part, and the time spent in it. */
  readonly index: number;
  readonly partElapsedMs: number;
  /** Time spent in this breath. */
  readonly elapsedMs: number;
  /** Number of breaths after this one. */
  readonly left: number;
}

/** Position of a breathing step at `now`; null for any other step. */
export const breathAt = (reset: Reset, now: number): Breath | null => {
  const step = stepOf(reset);
  if (step?.activity.kind !== 'breathe') return null;
  const parts = step.activity.breath;
  const oneMs = parts.reduce((ms, part) => ms + part.ms, 0);
  const lasts = durationMs(reset, step);
  const elapsed = Math.min(elapsedMs(reset, now), lasts - 1);
  const done = Math.floor(elapsed / oneMs);
  const into = elapsed - done * oneMs;
  let index = 0;
  let began = 0;
  for (; into >= began + (parts[index]?.ms ?? oneMs); index += 1) began += parts[index]?.ms ?? oneMs;
  return { parts, index, partElapsedMs: into - began, elapsedMs: into, left: Math.round(lasts / oneMs) - 1 - done };
};

/** Position between tension and release. */
export interface Squeeze {
  readonly part: 'tense' | 'release';
  readonly partMs: number;
  readonly partElapsedMs: number;
  /** Number of repetitions after this one. */
  readonly left: number;
}

/** Position of a squeezing step at `now`; null for any other step. */
export const squeezeAt = (reset: Reset, now: number): Squeeze | null => {
  const step = stepOf(reset);
  if (step?.activity.kind !== 'squeeze') return null;
  const { tenseMs, releaseMs } = step.activity;
  const lasts = durationMs(reset, step);
  const elapsed = Math.min(elapsedMs(reset, now), lasts - 1);
  const done = Math.floor(elapsed / (tenseMs + releaseMs));
  const into = elapsed - done * (tenseMs + releaseMs);
  const left = Math.round(lasts / (tenseMs + releaseMs)) - 1 - done;
  return into < tenseMs
    ? { part: 'tense', partMs: tenseMs, partElapsedMs: into, left }
    : { part: 'release', partMs: releaseMs, partElapsedMs: into - tenseMs, left };
};

/** Duration of one repetition of each movement. */
const onceMs = { reach: 5000, side: 10_000, neck: 10_000, roll: 2500, shake: 1000 } as const;

/** Position within the repetitions of a movement. */
export interface Movement {
  readonly onceMs: number;
  readonly elapsedMs: number;
  /** Number of repetitions after this one. */
  readonly left: number;
}

/** Position of a moving step at `now`; null for any other step. A last repetition that the time cuts short does not count. */
export const movementAt = (reset: Reset, now: number): Movement | null => {
  const step = stepOf(reset);
  if (step?.activity.kind !== 'move') return null;
  const once = onceMs[step.activity.figure];
  const lasts = durationMs(reset, step);
  const elapsed = Math.min(elapsedMs(reset, now), lasts - 1);
  return { onceMs: once, elapsedMs: elapsed, left: Math.max(0, Math.floor(lasts / once) - 1 - Math.floor(elapsed / once)) };
};

/** Next time at which the clock changes the step or its text, epoch milliseconds; null while nothing runs. */
export const nextChangeAt = (reset: Reset, now: number): number | null => {
  const step = stepOf(reset);
  if (reset.phase.kind !== 'running' || !step) return null;
  const lasts = durationMs(reset, step);
  const elapsed = elapsedMs(reset, now);
  const left = lasts - elapsed;
  if (!isTimed(step)) return step.activity.kind === 'walk' && left > 0 ? now + left : null;
  const breath = breathAt(reset, now);
  const squeeze = squeezeAt(reset, now);
  const movement = movementAt(reset, now);
  const part = breath
    ? (breath.parts[breath.index]?.ms ?? left) - breath.partElapsedMs
    : squeeze
      ? squeeze.partMs - squeeze.partElapsedMs
      : movement
        ? movement.onceMs - (movement.elapsedMs % movement.onceMs)
        : left;
  return now + Math.max(0, Math.min(left, part));
};
