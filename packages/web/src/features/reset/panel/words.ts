import { type PlanId, type PlanStep, type TechniqueId, techniquesOf } from '@onhook/core/reset';
import { loaders } from '../../../generated/techniques/loaders.ts';

type Text = () => string;

/** Texts of a step, from its messages. */
export interface StepWords {
  /** Name of the technique that the step belongs to. */
  readonly part: Text;
  readonly title: Text;
  readonly how?: Text;
  readonly choices?: Readonly<Record<string, Text>>;
  readonly lines?: Readonly<Record<string, Text>>;
}

/** Texts of several steps, by step. */
export type Words = Readonly<Record<string, StepWords>>;

/** Loads the words of one technique's steps. */
export const loadPart = async (part: TechniqueId): Promise<Words> => (await loaders[part]()).words;

/** Loads the words of all steps of a plan, and of the extra minute that may follow it. */
export const loadWords = async (plan: PlanId): Promise<Words> => {
  const parts: TechniqueId[] = [...techniquesOf(plan).map(({ id }) => id), 'rest'];
  return Object.assign({}, ...(await Promise.all(parts.map(loadPart)))) as Words;
};

/** Returns the words of a step. Throws when `words` are of other techniques. */
export const wordsOf = (words: Words, step: PlanStep): StepWords => {
  const found = words[step.id];
  if (!found) throw new Error(`no words for the step ${step.id}`);
  return found;
};
