import type { StudyId } from './studies.ts';

/** A standardised mean difference (Hedges' g or Cohen's d), with its 95 % interval where the study gives one. */
export interface Effect {
  readonly measure: 'g' | 'd';
  readonly value: number;
  readonly interval?: readonly [low: number, high: number];
}

/** One thing that a study found; `id` is the key of its words in the message files. */
export interface Finding {
  readonly id: string;
  readonly study: StudyId;
  readonly effect?: Effect;
}

/** The card that a technique carries. `untested`: nothing is known of it as it is done here. */
export interface Evidence {
  readonly strength: 'supported' | 'mixed' | 'weak' | 'untested';
  readonly findings: readonly Finding[];
}
