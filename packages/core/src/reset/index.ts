export type { Input, Interrupter, Phase, Reset, Result } from './machine.ts';
export { advance, durationMs, elapsedMs, startReset, stepOf } from './machine.ts';
export type { ChoiceId, LineId, PlanId, PlanStep, StepId, TechniqueId } from './plan.ts';
export { formFor, isPlan, planMs } from './plan.ts';
export type { Breath } from './progress.ts';
export { breathAt, placeOf, progress } from './progress.ts';
export { reviveReset } from './revive.ts';
export type { Doing, Form, Step, Technique } from './step.ts';
export { isTimed } from './step.ts';
