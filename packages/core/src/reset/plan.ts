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

/** What each reset is made of, in order. The library shows them in this order until the agent has one of their own. */
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

export type PlanId = keyof typeof plans;
type AnyTechnique = (typeof plans)[PlanId][number] | typeof rest;
export type TechniqueId = AnyTechnique['id'];
type AnyStep = AnyTechnique['steps'][number];
export type StepId = AnyStep['id'];
export type StepIdOf<Id extends TechniqueId> = Extract<AnyTechnique, { id: Id }>['steps'][number]['id'];
export type FindingId = AnyTechnique['evidence']['findings'][number]['id'];
export type ChoiceId<Id extends StepId> = Extract<AnyStep, { id: Id }>['doing'] extends { readonly choices: readonly (infer C)[] }
  ? C
  : never;
export type LineId = Extract<AnyStep['doing'], { kind: 'affirm' }>['lines'][number];

/** A step whose names are known ones. */
export interface PlanStep extends Step {
  readonly id: StepId;
  readonly part: TechniqueId;
}

export const planIds = Object.keys(plans) as readonly PlanId[];

export const isPlan = (name: string): name is PlanId => Object.hasOwn(plans, name);

export const techniquesOf = (plan: PlanId): readonly AnyTechnique[] => plans[plan];

export const [restStep] = rest.steps;

/** The steps of a plan in this form, those that wait for a choice included. */
export const stepsOf = (plan: PlanId, form: Form): readonly PlanStep[] =>
  plans[plan].flatMap(({ steps }): readonly PlanStep[] => steps).filter((step) => stepMs(step, form) > 0);

/**
 * The time a plan asks for in this form. Of steps that wait for different answers to one question the longest counts where
 * the plan is made of nothing else, and none where it goes on without.
 */
export const planMs = (plan: PlanId, form: Form): number => {
  const steps = stepsOf(plan, form);
  const sum = (some: readonly PlanStep[]): number => some.reduce((ms, step) => ms + stepMs(step, form), 0);
  const always = steps.filter(({ when }) => !when);
  const chosen = steps.filter(({ when }) => when).map((step) => stepMs(step, form));
  return sum(always) + (always.length === 1 ? Math.max(0, ...chosen) : 0);
};

/** The forms that differ, shortest first. */
export const formsOf = (plan: PlanId): readonly Form[] =>
  planMs(plan, 'longest') > planMs(plan, 'long') ? ['short', 'long', 'longest'] : ['short', 'long'];

/** The form that fits into the time there is. The longest one is never given unasked. */
export const formFor = (plan: PlanId, availableMs: number): Form =>
  availableMs >= planMs(plan, 'long') ? 'long' : 'short';
