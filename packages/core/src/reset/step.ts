import type { Evidence } from './evidence.ts';

/** Length of a reset. `short` fits two guaranteed minutes, `long` also the minutes that policy adds; `longest` is only chosen by the agent. */
export type Form = 'short' | 'long' | 'longest';

/** Part of a breath. `sip` is a second, smaller breath in on top of the first (cyclic sigh: Balban et al. 2023). */
export interface BreathPart {
  readonly kind: 'in' | 'sip' | 'hold' | 'out';
  readonly ms: number;
}

/** Activity of a step. */
export type Activity =
  /** Question that the agent answers by tapping, or in their own words where `own` is true. */
  | {
      readonly kind: 'ask';
      /** Empty: the agent answers in their own words only. */
      readonly choices: readonly string[];
      readonly many: boolean;
      readonly own: boolean;
      /** Choice that excludes all others, such as "nothing". */
      readonly alone?: string;
      /** The step also asks for the form. */
      readonly lengths?: true;
      /** List that the answer is added to in the agent's own data. */
      readonly keeps: 'carry' | 'put-down' | 'learned' | 'remembered' | 'nothing';
    }
  /** Suggestion to do one thing, for as long as it takes. */
  | { readonly kind: 'suggest' }
  /** Movement that a figure shows and the clock counts. */
  | { readonly kind: 'move'; readonly figure: 'reach' | 'roll' | 'shake' | 'side' | 'neck' }
  /** Equal breaths, one after another. */
  | { readonly kind: 'breathe'; readonly breath: readonly BreathPart[] }
  /** Tension and release, repeated (progressive muscle relaxation). */
  | { readonly kind: 'squeeze'; readonly muscles: 'hands' | 'arms' | 'shoulders'; readonly tenseMs: number; readonly releaseMs: number }
  /** Walk away from the desk. The clock calls back softly and ends nothing. */
  | { readonly kind: 'walk' }
  /** The agent looks at a keepsake. */
  | { readonly kind: 'keepsake' }
  /** Small game that ends by itself. */
  | { readonly kind: 'play' }
  /** The agent asks a free member of their circle for a talk. */
  | { readonly kind: 'find-teammate' }
  /** The talk with that colleague. */
  | { readonly kind: 'talk' }
  /** Sentence to speak or to write. */
  | { readonly kind: 'affirm'; readonly lines: readonly string[] }
  | { readonly kind: 'rest' };

/** Step of a technique. */
export interface Step {
  /** Unique among all techniques; key of the step's text in the message files. */
  readonly id: string;
  readonly part: string;
  /**
   * Duration by form, milliseconds: exact for a timed step, planned for one that waits for the agent. 0 leaves the step
   * out of that form. Without `longest`, that form uses `long`.
   */
  readonly durationMs: Readonly<Record<'short' | 'long', number> & { longest?: number }>;
  /** Shows the step only after this choice at an earlier step. */
  readonly when?: { readonly step: string; readonly choice: string };
  readonly activity: Activity;
}

/**
 * Technique: steps that belong together and are skipped together, with their evidence.
 *
 * @example
 * export const walk = {
 *   id: 'walk',
 *   libraryOrder: 50,
 *   evidence: { strength: 'weak', findings: [{ id: 'walk-mood', study: 'ekkekakis' }] },
 *   steps: [{ id: 'walk-lap', part: 'walk', durationMs: { short: 90_000, long: 240_000 }, activity: { kind: 'walk' } }],
 * } as const satisfies Technique;
 */
export interface Technique {
  /** Name of its file. */
  readonly id: string;
  /** Position among the resets of the library, ascending. Without it, the technique is only a part of other resets. */
  readonly libraryOrder?: number;
  readonly steps: readonly Step[];
  readonly evidence: Evidence;
}

/** True when the clock ends the step; false when the step waits for the agent. */
export const isTimed = ({ activity: { kind } }: Step): boolean =>
  kind === 'move' || kind === 'breathe' || kind === 'squeeze' || kind === 'keepsake' || kind === 'talk' || kind === 'rest';

/** Duration of a step in a form, milliseconds. */
export const stepMs = ({ durationMs }: Step, form: Form): number =>
  form === 'longest' ? (durationMs.longest ?? durationMs.long) : durationMs[form];
