import type { Finding } from './evidence.ts';

/** What is known of short breaks at work in general, whatever is done in them. */
export const general = [
  { id: 'general-vigor', study: 'albulescu', effect: { measure: 'd', value: 0.36 } },
  { id: 'general-fatigue', study: 'albulescu', effect: { measure: 'd', value: 0.35 } },
  // Not significant.
  { id: 'general-performance', study: 'albulescu', effect: { measure: 'd', value: 0.16 } },
  { id: 'general-longer', study: 'albulescu' },
] as const satisfies readonly Finding[];

export type GeneralFindingId = (typeof general)[number]['id'];
