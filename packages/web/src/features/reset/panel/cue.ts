export type Tone = 'in' | 'sip' | 'hold' | 'out' | 'tense' | 'release' | 'step' | 'call-back';

/** Change within a step, announced by sound, vibration or voice if the agent has chosen so. The screen always shows it. */
export interface Cue {
  readonly tone: Tone;
  readonly words: string;
  /** Length of the phase that begins, in milliseconds, for tones that last as long; 0 for all others. */
  readonly ms: number;
  /** True if the cue begins the step. The heading has the focus then and already says the same. */
  readonly isHeading?: boolean;
}
