import type { Activity, Form, ResetInput, PlanStep } from '@onhook/core/reset';
import type { Cue } from './cue.ts';
import type { ScreenProps } from '../../../design/panel/screen.tsx';
import type { Run } from './run.ts';
import type { StepWords } from './words.ts';

export interface Frame extends Pick<ScreenProps, 'start' | 'end' | 'back' | 'ways'> {
  readonly moment: string;
}

export interface AnyStepProps {
  readonly person: string;
  readonly step: PlanStep;
  readonly words: StepWords;
  /** What all steps' screens have in common: spread it into `Screen`. */
  readonly frame: Frame;
  readonly run: Run;
  /** The reset's time at the last change. */
  readonly now: number;
  /** The reset's time this instant, for what moves: one clock, which never jumps. */
  readonly exactly: () => number;
  /** Epoch ms until which the line is held; null for a reset that was only tried. */
  readonly heldUntil: number | null;
  /** One sentence about the line, or about what ends this. */
  readonly held: string;
  readonly width: number;
  /** Says and sounds what changes within a step, as far as the agent wants to hear it. */
  readonly guide: (cue: Cue) => void;
  readonly go: (input: ResetInput) => void;
  readonly next: () => void;
  /** The agent's own words at this step; they never leave the browser. */
  readonly written: string;
  readonly write: (text: string) => void;
  /** What was said at the step before, in the agent's own and tapped words, where this step says it again. */
  readonly earlier: readonly string[];
  /** Forms that fit into the time there is. */
  readonly forms: readonly Form[];
}

/** What the interaction of one kind of step is given. It renders the whole `Screen`. */
export interface StepProps<Kind extends Activity['kind'] = Activity['kind']> extends AnyStepProps {
  readonly doing: Extract<Activity, { kind: Kind }>;
}
