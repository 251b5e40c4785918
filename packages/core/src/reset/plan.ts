import { type Form, type Step, type Technique, stepMs } from './step.ts';
import { techniques } from './generated/techniques.ts';

type Techniques = typeof techniques;
/** Key of a technique. */
export type TechniqueId = keyof Techniques;
type AnyTechnique = Techniques[TechniqueId];
/** Keys of the techniques that are a plan by themselves. */
type SinglePlanId = { [Id in TechniqueId]: Techniques[Id] extends { readonly libraryOrder: number } ? Id : never }[TechniqueId];

/** Plans of several techniques, in order. They come before the others in the library. */
const composed = {
  'three-part': [techniques.reflect, techniques['second-look'], techniques.move, techniques.boundary],
} as const;

const single = Object.values<Technique>(techniques)
  .flatMap(({ id, libraryOrder }) => (libraryOrder === undefined ? [] : [{ id: id as SinglePlanId, libraryOrder }]))
  .sort((a, b) => a.libraryOrder - b.libraryOrder || (a.id < b.id ? -1 : 1))
  .map(({ id }) => id);

/** Key of a plan. */
export type PlanId = keyof typeof composed | SinglePlanId;
type AnyStep = AnyTechnique['steps'][number];
/** Key of a step. */
export type StepId = AnyStep['id'];
/** Key of a technique's finding. */
export type FindingId = AnyTechnique['evidence']['findings'][number]['id'];

/** Step of a known plan: its keys are literal types. */
export interface PlanStep extends Step {
  readonly id: StepId;
  readonly part: TechniqueId;
}

/** All plans, in the order of the library. */
export const planIds: readonly PlanId[] = [...(Object.keys(composed) as (keyof typeof composed)[]), ...single];

/** True when `name` is the key of a plan. */
export const isPlan = (name: string): name is PlanId => planIds.some((id) => id === name);

/** Techniques of a plan, in order. */
export const techniquesOf = (plan: PlanId): readonly AnyTechnique[] =>
  plan in composed ? composed[plan as keyof typeof composed] : [techniques[plan as SinglePlanId]];

/** The step of an added minute; part of no plan. */
export const [restStep] = techniques.rest.steps;

/** All steps of a plan in this form, including those that depend on a choice. */
export const stepsOf = (plan: PlanId, form: Form): readonly PlanStep[] =>
  techniquesOf(plan).flatMap(({ steps }): readonly PlanStep[] => steps).filter((step) => stepMs(step, form) > 0);

/**
 * Duration of a plan in this form, milliseconds.
 *
 * Steps that depend on a choice count only when the plan consists of one question and its answers; then the longest
 * answer counts.
 */
export const planMs = (plan: PlanId, form: Form): number => {
  const steps = stepsOf(plan, form);
  const sum = (some: readonly PlanStep[]): number => some.reduce((ms, step) => ms + stepMs(step, form), 0);
  const always = steps.filter(({ when }) => !when);
  const chosen = steps.filter(({ when }) => when).map((step) => stepMs(step, form));
  return sum(always) + (always.length === 1 ? Math.max(0, ...chosen) : 0);
};

/** Forms of a plan that differ in length, the shortest first. */
export const formsOf = (plan: PlanId): readonly Form[] =>
  planMs(plan, 'longest') > planMs(plan, 'long') ? ['short', 'long', 'longest'] : ['short', 'long'];

/** Form that fits into `availableMs`. Never `longest`, which only the agent chooses. */
export const formFor = (plan: PlanId, availableMs: number): Form =>
  availableMs >= planMs(plan, 'long') ? 'long' : 'short';
