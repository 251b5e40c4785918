import type { ChoiceId, AffirmationId, StepId, StepIdOf, TechniqueId } from '@onhook/core/reset';

type Said = () => string;

export interface StepWords {
  readonly title: Said;
  readonly how?: Said;
  readonly choices?: Readonly<Record<string, Said>>;
  readonly lines?: Readonly<Record<string, Said>>;
}

type WordsOf<Id extends StepId> = StepWords &
  ([ChoiceId<Id>] extends [never] ? unknown : { readonly choices: Readonly<Record<ChoiceId<Id> & string, Said>> }) &
  (Id extends 'line' ? { readonly lines: Readonly<Record<AffirmationId, Said>> } : unknown);

/** Words of a technique, by step, choice and line. */
export type TechniqueWords<Id extends TechniqueId> = { readonly [Step in StepIdOf<Id>]: WordsOf<Step> };
