import type { Technique } from '../step.ts';

const part = 'helped';

/** Memory of one customer the agent helped, in two sentences. Perspective on service: Song et al. 2018. */
export const helped = {
  id: part,
  libraryOrder: 20,
  evidence: { strength: 'supported', findings: [{ id: 'helped-mood', study: 'song' }] },
  steps: [
    {
      id: 'helped-who',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      activity: { kind: 'ask', choices: [], many: false, own: true, keeps: 'remembered' },
    },
    {
      id: 'helped-how',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      activity: { kind: 'ask', choices: [], many: false, own: true, keeps: 'remembered' },
    },
  ],
} as const satisfies Technique;
