/** What is going on in the call; in the order in which a call usually needs them. */
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

/** Whether an agent of this centre may end an abusive call. */
export const endings = ['not-allowed', 'with-lead', 'allowed'] as const;
export type EndAbusiveCalls = (typeof endings)[number];

/** The three steps out of an abusive call, in their order. */
export const steps = ['ask', 'warn', 'end'] as const;
export type Step = (typeof steps)[number];

/** Words to be said aloud. */
export interface Phrase {
  readonly id: string;
  readonly situation: Situation;
  readonly text: string;
  readonly when: string;
  readonly avoid: string;
  /** Other words somebody may look for it by; not shown. */
  readonly also?: string;
  readonly step?: Step;
  /** Under which policies it may be said; under all when absent. */
  readonly where?: readonly EndAbusiveCalls[];
}

/** Leaves out what this centre's policy does not let an agent say. */
export const sayable = <P extends Phrase>(phrases: readonly P[], policy: EndAbusiveCalls): P[] =>
  phrases.filter(({ where }) => where === undefined || where.includes(policy));

/** What can be said in one breath or two; counted in characters as a person counts them, near enough. */
export const longestPhrase = 500;

export type Wording =
  | { readonly kind: 'fine'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly characters: number };

/** As it is kept: without space around it, and without what no keyboard types and no database holds. */
export const tidy = (typed: string): string => typed.replace(/(?![\n\t])\p{Cc}/gu, '').trim();

/** Whether a text can be kept as a phrase. */
export const wordingOf = (typed: string, longest: number = longestPhrase): Wording => {
  const text = tidy(typed);
  // Signs that only join or turn what is around them are nothing by themselves.
  if (/^\p{Cf}*$/u.test(text)) return { kind: 'empty' };
  const characters = [...text].length;
  return characters > longest ? { kind: 'too-long', characters } : { kind: 'fine', text };
};
