import { type PlanId, type PlanStep, type TechniqueId, techniquesOf } from '@onhook/core/reset';
import type { StepWords, TechniqueWords } from './words/type.ts';

export type { StepWords } from './words/type.ts';

/** Loaders for each technique's words. A new technique doesn't compile until it has a loader. */
const loaders: { readonly [Id in TechniqueId]: () => Promise<{ readonly words: TechniqueWords<Id> }> } = {
  reflect: () => import('./words/reflect.ts'),
  'second-look': () => import('./words/second-look.ts'),
  move: () => import('./words/move.ts'),
  boundary: () => import('./words/boundary.ts'),
  rest: () => import('./words/rest.ts'),
  'slow-breath': () => import('./words/slow-breath.ts'),
  helped: () => import('./words/helped.ts'),
  'not-about-me': () => import('./words/not-about-me.ts'),
  stretch: () => import('./words/stretch.ts'),
  walk: () => import('./words/walk.ts'),
  teammate: () => import('./words/teammate.ts'),
  'brain-break': () => import('./words/brain-break.ts'),
  squeeze: () => import('./words/squeeze.ts'),
  water: () => import('./words/water.ts'),
  keepsake: () => import('./words/keepsake.ts'),
  'self-compassion': () => import('./words/self-compassion.ts'),
  quiet: () => import('./words/quiet.ts'),
};

export type Words = Readonly<Record<string, StepWords>>;

/** Loads the words of one technique's steps. */
export const loadPart = async (part: TechniqueId): Promise<Words> => (await loaders[part]()).words;

/** Loads the words of all steps of a plan, and of the extra minute that may follow it. */
export const loadWords = async (plan: PlanId): Promise<Words> => {
  const parts: TechniqueId[] = [...techniquesOf(plan).map(({ id }) => id), 'rest'];
  return Object.assign({}, ...(await Promise.all(parts.map(loadPart)))) as Words;
};

export const wordsOf = (words: Words, step: PlanStep): StepWords => {
  const found = words[step.id];
  if (!found) throw new Error(`no words for the step ${step.id}`);
  return found;
};
