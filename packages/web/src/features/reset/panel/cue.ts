export type Tone = 'in' | 'sip' | 'hold' | 'out' | 'tense' | 'release' | 'step' | 'call-back';

/** What changes now: to be heard, felt and said by those who chose so. The screen shows it in any case. */
export interface Cue {
  readonly tone: Tone;
  readonly words: string;
  /** How long it lasts, for tones that go along with it; 0 for those that do not. */
  readonly ms: number;
  /** It begins the step, whose heading has the focus and says the same. */
  readonly isHeading?: boolean;
}
