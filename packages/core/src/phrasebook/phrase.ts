/** Situations of a call, in the order in which a call usually needs them. */
export const situations = [
  'validate',
  'redirect',
  'limit',
  'time',
  'no',
  'mistake',
  'hand-over',
  'close',
  'end-abuse',
] as const;
export type Situation = (typeof situations)[number];

/** Policies of a centre on ending an abusive call. */
export const endings = ['not-allowed', 'with-lead', 'allowed'] as const;
export type EndAbusiveCalls = (typeof endings)[number];

/** The three steps out of an abusive call, in their order. */
export const endingSteps = ['ask', 'warn', 'end'] as const;
export type EndingStep = (typeof endingSteps)[number];

/** Phrase to speak aloud. */
export interface Phrase {
  readonly id: string;
  readonly situation: Situation;
  readonly text: string;
  readonly when: string;
  readonly avoid: string;
  /** Further search words; never shown. */
  readonly also?: string;
  readonly step?: EndingStep;
  /** Policies under which an agent may use the phrase; all when absent. */
  readonly where?: readonly EndAbusiveCalls[];
}

/** The phrases that the centre's policy lets an agent use. */
export const allowedPhrases = <P extends Phrase>(phrases: readonly P[], policy: EndAbusiveCalls): P[] =>
  phrases.filter(({ where }) => where === undefined || where.includes(policy));

/** Longest phrase in characters (Unicode code points): one breath or two. */
export const maxPhraseLength = 500;

/** Result of checking a text. `characters` counts Unicode code points. */
export type Wording =
  | { readonly kind: 'fine'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly characters: number };

/** Trims a text and removes control characters except tab and line feed. */
export const cleanWording = (typed: string): string => typed.replace(/(?![\n\t])\p{Cc}/gu, '').trim();

/**
 * Checks whether a text can be stored as a phrase.
 *
 * @param longest limit in characters
 * @returns the cleaned text, or why it cannot be stored
 */
export const wordingOf = (typed: string, longest: number = maxPhraseLength): Wording => {
  const text = cleanWording(typed);
  // Format characters (joiners, direction marks) alone are no text.
  if (/^\p{Cf}*$/u.test(text)) return { kind: 'empty' };
  const characters = [...text].length;
  return characters > longest ? { kind: 'too-long', characters } : { kind: 'fine', text };
};
