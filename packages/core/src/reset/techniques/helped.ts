import type { Technique } from '../step.ts';

const part = 'helped';

/** Somebody I helped: one customer, two sentences. */
export const helped = {
  id: part,
  evidence: { strength: 'supported', findings: [{ id: 'helped-mood', study: 'song' }] },
  steps: [
    {
      id: 'helped-who',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      doing: { kind: 'ask', choices: [], many: false, own: true, keeps: 'remembered' },
    },
    {
      id: 'helped-how',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      doing: { kind: 'ask', choices: [], many: false, own: true, keeps: 'remembered' },
    },
  ],
} as const satisfies Technique;
