import type { Finding } from './evidence.ts';

/** Findings on short breaks at work in general (micro-breaks), whatever people do in them: Albulescu et al. 2022. */
export const generalFindings = [
  { id: 'general-vigor', study: 'albulescu', effect: { measure: 'd', value: 0.36 } },
  { id: 'general-fatigue', study: 'albulescu', effect: { measure: 'd', value: 0.35 } },
  // The interval includes zero: not significant.
  { id: 'general-performance', study: 'albulescu', effect: { measure: 'd', value: 0.16 } },
  { id: 'general-longer', study: 'albulescu' },
] as const satisfies readonly Finding[];

/** Key of a general finding. */
export type GeneralFindingId = (typeof generalFindings)[number]['id'];
