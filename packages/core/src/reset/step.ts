import type { Evidence } from './evidence.ts';

/** The short form fits a floor of two minutes, the long form what policy adds; the longest is only ever chosen. */
export type Form = 'short' | 'long' | 'longest';

/** One part of a breath. `sip` is a second, smaller breath in on top of the first. */
export interface BreathPart {
  readonly kind: 'in' | 'sip' | 'hold' | 'out';
  readonly ms: number;
}

export type Doing =
  /** A question answered by tapping, or in one's own words where `own` says so. */
  | {
      readonly kind: 'ask';
      /** None: one's own words only. */
      readonly choices: readonly string[];
      readonly many: boolean;
      readonly own: boolean;
      /** The choice that cannot stand beside another, such as "nothing". */
      readonly alone?: string;
      /** Asks how long as well: the plan's forms. */
      readonly lengths?: true;
      /** Where the answer goes: what is carried on, what is put down, what was learned, what is good to remember, or nowhere. */
      readonly keeps: 'carry' | 'put-down' | 'learned' | 'remembered' | 'nothing';
    }
  /** One plain thing to do, for as long as it takes. */
  | { readonly kind: 'suggest' }
  /** A movement shown by the figure, counted by the clock. */
  | { readonly kind: 'move'; readonly figure: 'reach' | 'roll' | 'shake' | 'side' | 'neck' }
  /** One breath after another, all alike. */
  | { readonly kind: 'breathe'; readonly breath: readonly BreathPart[] }
  /** Tensed, then let go, again and again. */
  | { readonly kind: 'squeeze'; readonly muscles: 'hands' | 'arms' | 'shoulders'; readonly tenseMs: number; readonly releaseMs: number }
  /** Away from the desk; the clock calls back softly and ends nothing. */
  | { readonly kind: 'walk' }
  /** Something of one's own to look at. */
  | { readonly kind: 'keepsake' }
  /** A small game that ends by itself. */
  | { readonly kind: 'play' }
  /** Somebody of one's circle who is free. */
  | { readonly kind: 'find-teammate' }
  /** The talk itself. */
  | { readonly kind: 'talk' }
  /** A line to say or to write. */
  | { readonly kind: 'affirm'; readonly lines: readonly string[] }
  | { readonly kind: 'rest' };

export interface Step {
  /** Unique in the house; the key of its words in the message files. */
  readonly id: string;
  readonly part: string;
  /**
   * Steps that the clock ends take this long; the others are given this much of the reset's time. 0: not in this form.
   * Without a longest, that form is the long one.
   */
  readonly durationMs: Readonly<Record<'short' | 'long', number> & { longest?: number }>;
  /** Only where this choice was made at an earlier step. */
  readonly when?: { readonly step: string; readonly choice: string };
  readonly doing: Doing;
}

/** What a reset is made of: steps that stand together and are skipped together, and what is known of them. */
export interface Technique {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly evidence: Evidence;
}

/** Whether the clock ends this step; the others wait for the agent. */
export const isTimed = ({ doing: { kind } }: Step): boolean =>
  kind === 'move' || kind === 'breathe' || kind === 'squeeze' || kind === 'keepsake' || kind === 'talk' || kind === 'rest';

export const stepMs = ({ durationMs }: Step, form: Form): number =>
  form === 'longest' ? (durationMs.longest ?? durationMs.long) : durationMs[form];
