import type { Activity, Form, ResetInput, PlanStep } from '@onhook/core/reset';
import type { Cue } from './cue.ts';
import type { ScreenProps } from '../../../design/panel/screen.tsx';
import type { Run } from './run.ts';
import type { StepWords } from './words.ts';

export interface Frame extends Pick<ScreenProps, 'start' | 'end' | 'back' | 'ways' | 'escape'> {
  readonly moment: string;
}

export interface AnyStepProps {
  readonly person: string;
  readonly step: PlanStep;
  readonly words: StepWords;
  /** Props that the screens of all steps share. Spread them into `Screen`. */
  readonly frame: Frame;
  readonly run: Run;
  /** Time at the last change, by the reset's clock, in epoch milliseconds. */
  readonly now: number;
  /** Returns the time at this instant for animations, by the reset's clock, which never jumps. In epoch milliseconds. */
  readonly exactly: () => number;
  /** Time until which the line is paused, in epoch milliseconds; null for a trial. */
  readonly pausedUntil: number | null;
  /** Sentence on how long the line stays paused or, for a trial, that a call ends it. */
  readonly pausedText: string;
  readonly width: number;
  /** Announces a change within the step, with the sounds that the agent has chosen. */
  readonly guide: (cue: Cue) => void;
  readonly go: (input: ResetInput) => void;
  readonly next: () => void;
  /** Agent's own words at this step, which the server can't read. */
  readonly written: string;
  readonly write: (text: string) => void;
  /** Agent's answers at an earlier step, tapped and written, if this step repeats them; otherwise empty. */
  readonly earlier: readonly string[];
  /** Forms of the plan that end before the line opens; all forms for a trial. */
  readonly forms: readonly Form[];
}

/** Props of the component for one kind of step. The component renders the whole `Screen`. */
export interface StepProps<Kind extends Activity['kind'] = Activity['kind']> extends AnyStepProps {
  readonly doing: Extract<Activity, { kind: Kind }>;
}
