/** The short form fits a floor of two minutes, the long form three. */
export type Form = 'short' | 'long';

export type Doing =
  /** A question answered by tapping, or in one's own words where `own` says so. */
  | {
      readonly kind: 'ask';
      readonly choices: readonly string[];
      readonly many: boolean;
      readonly own: boolean;
      /** The choice that cannot stand beside another, such as "nothing". */
      readonly alone?: string;
      /** Where the answer goes: what the agent carries on, what is put down, or nowhere. */
      readonly keeps: 'carry' | 'put-down' | 'nothing';
    }
  /** One plain thing to do, for as long as it takes. */
  | { readonly kind: 'suggest' }
  /** A movement shown by the figure, counted by the clock. */
  | { readonly kind: 'move'; readonly figure: 'reach' | 'roll' | 'shake' }
  | { readonly kind: 'breathe'; readonly breaths: number; readonly inShare: number }
  /** A line to say or to write. */
  | { readonly kind: 'affirm'; readonly lines: readonly string[] }
  | { readonly kind: 'rest' };

export interface Step {
  /** Unique in the house; the key of its words in the message files. */
  readonly id: string;
  readonly part: string;
  /** Steps that the clock ends take this long; the others are given this much of the reset's time. 0: not in this form. */
  readonly durationMs: Readonly<Record<Form, number>>;
  /** Only where this choice was made at an earlier step. */
  readonly when?: { readonly step: string; readonly choice: string };
  readonly doing: Doing;
}

/** A part of a reset: steps that stand together and are skipped together. */
export interface Technique {
  readonly id: string;
  readonly steps: readonly Step[];
}

/** Whether the clock ends this step; the others wait for the agent. */
export const isTimed = ({ doing }: Step): boolean =>
  doing.kind === 'move' || doing.kind === 'breathe' || doing.kind === 'rest';
