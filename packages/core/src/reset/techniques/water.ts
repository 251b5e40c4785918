import type { Technique } from '../step.ts';

const part = 'water';

/** Glass of water, and one thing that was learned. Drinks in breaks: Kim et al. 2018. */
export const water = {
  id: part,
  libraryOrder: 90,
  evidence: { strength: 'weak', findings: [{ id: 'water-drinks', study: 'kim' }] },
  steps: [
    { id: 'water-drink', part, durationMs: { short: 45_000, long: 90_000 }, activity: { kind: 'suggest' } },
    {
      id: 'water-note',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      activity: { kind: 'ask', choices: [], many: false, own: true, keeps: 'learned' },
    },
  ],
} as const satisfies Technique;
