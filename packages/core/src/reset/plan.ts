import { type Form, type Step, stepMs } from './step.ts';
import { boundary } from './techniques/boundary.ts';
import { brainBreak } from './techniques/brain-break.ts';
import { helped } from './techniques/helped.ts';
import { keepsake } from './techniques/keepsake.ts';
import { move } from './techniques/move.ts';
import { notAboutMe } from './techniques/not-about-me.ts';
import { quiet } from './techniques/quiet.ts';
import { reflect } from './techniques/reflect.ts';
import { rest } from './techniques/rest.ts';
import { secondLook } from './techniques/second-look.ts';
import { selfCompassion } from './techniques/self-compassion.ts';
import { slowBreath } from './techniques/slow-breath.ts';
import { squeeze } from './techniques/squeeze.ts';
import { stretch } from './techniques/stretch.ts';
import { teammate } from './techniques/teammate.ts';
import { walk } from './techniques/walk.ts';
import { water } from './techniques/water.ts';

/** Techniques of each plan, in order. The library lists the plans in this order until the agent sorts them. */
const plans = {
  'three-part': [reflect, secondLook, move, boundary],
  'slow-breath': [slowBreath],
  helped: [helped],
  'not-about-me': [notAboutMe],
  stretch: [stretch],
  walk: [walk],
  teammate: [teammate],
  'brain-break': [brainBreak],
  squeeze: [squeeze],
  water: [water],
  keepsake: [keepsake],
  'self-compassion': [selfCompassion],
  quiet: [quiet],
} as const;

/** Key of a plan. */
export type PlanId = keyof typeof plans;
type AnyTechnique = (typeof plans)[PlanId][number] | typeof rest;
/** Key of a technique. */
export type TechniqueId = AnyTechnique['id'];
type AnyStep = AnyTechnique['steps'][number];
/** Key of a step. */
export type StepId = AnyStep['id'];
/** Keys of the steps of one technique. */
export type StepIdOf<Id extends TechniqueId> = Extract<AnyTechnique, { id: Id }>['steps'][number]['id'];
/** Key of a technique's finding. */
export type FindingId = AnyTechnique['evidence']['findings'][number]['id'];
/** Keys of the choices of one step. */
export type ChoiceId<Id extends StepId> = Extract<AnyStep, { id: Id }>['activity'] extends { readonly choices: readonly (infer C)[] }
  ? C
  : never;
/** Key of a line to say or write at an affirmation. */
export type AffirmationId = Extract<AnyStep['activity'], { kind: 'affirm' }>['lines'][number];

/** Step of a known plan: its keys are literal types. */
export interface PlanStep extends Step {
  readonly id: StepId;
  readonly part: TechniqueId;
}

/** All plans, in the order of the library. */
export const planIds = Object.keys(plans) as readonly PlanId[];

/** True when `name` is the key of a plan. */
export const isPlan = (name: string): name is PlanId => Object.hasOwn(plans, name);

/** Techniques of a plan, in order. */
export const techniquesOf = (plan: PlanId): readonly AnyTechnique[] => plans[plan];

/** The step of an added minute; part of no plan. */
export const [restStep] = rest.steps;

/** All steps of a plan in this form, including those that depend on a choice. */
export const stepsOf = (plan: PlanId, form: Form): readonly PlanStep[] =>
  plans[plan].flatMap(({ steps }): readonly PlanStep[] => steps).filter((step) => stepMs(step, form) > 0);

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
