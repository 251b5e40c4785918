import type { Form, Step } from './step.ts';
import { boundary } from './techniques/boundary.ts';
import { move } from './techniques/move.ts';
import { reflect } from './techniques/reflect.ts';
import { rest } from './techniques/rest.ts';
import { secondLook } from './techniques/second-look.ts';

/** What each reset is made of, in order. */
const plans = {
  'three-part': [reflect, secondLook, move, boundary],
} as const;

export type PlanId = keyof typeof plans;
export type TechniqueId = (typeof plans)[PlanId][number]['id'] | typeof rest.id;
type AnyStep = (typeof plans)[PlanId][number]['steps'][number] | (typeof rest)['steps'][number];
export type StepId = AnyStep['id'];
export type ChoiceId<Id extends StepId> = Extract<AnyStep, { id: Id }>['doing'] extends { readonly choices: readonly (infer C)[] }
  ? C
  : never;
export type LineId = Extract<AnyStep['doing'], { kind: 'affirm' }>['lines'][number];

/** A step whose names are known ones. */
export interface PlanStep extends Step {
  readonly id: StepId;
  readonly part: TechniqueId;
}

export const isPlan = (name: string): name is PlanId => Object.hasOwn(plans, name);

export const [restStep] = rest.steps;

/** The steps of a plan in this form, those that wait for a choice included. */
export const stepsOf = (plan: PlanId, form: Form): readonly PlanStep[] =>
  plans[plan].flatMap(({ steps }): readonly PlanStep[] => steps).filter(({ durationMs }) => durationMs[form] > 0);

/** The time a plan asks for in this form when no choice adds to it. */
export const planMs = (plan: PlanId, form: Form): number =>
  stepsOf(plan, form).reduce((sum, step) => sum + (step.when ? 0 : step.durationMs[form]), 0);

/** The form that fits into the time there is. */
export const formFor = (plan: PlanId, availableMs: number): Form =>
  availableMs >= planMs(plan, 'long') ? 'long' : 'short';
