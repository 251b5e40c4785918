import type { StudyId } from './studies.ts';

/** A standardised mean difference (Hedges' g or Cohen's d), with its 95 % interval where the study gives one. */
export interface EffectSize {
  readonly measure: 'g' | 'd';
  readonly value: number;
  readonly interval?: readonly [low: number, high: number];
}

/** Finding of one study; `id` is the key of its text in the message files. */
export interface Finding {
  readonly id: string;
  readonly study: StudyId;
  readonly effect?: EffectSize;
}

/** Evidence card of a technique. `untested`: no study covers the technique as it is done here. */
export interface Evidence {
  readonly strength: 'supported' | 'mixed' | 'weak' | 'untested';
  readonly findings: readonly Finding[];
}
