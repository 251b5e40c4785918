import type { Technique } from '../step.ts';

const part = 'walk';

/** Short walk away from the desk. Ekkekakis et al. 2000. */
export const walk = {
  id: part,
  libraryOrder: 50,
  evidence: { strength: 'weak', findings: [{ id: 'walk-mood', study: 'ekkekakis' }] },
  steps: [
    { id: 'walk-lap', part, durationMs: { short: 90_000, long: 240_000 }, activity: { kind: 'walk' } },
  ],
} as const satisfies Technique;
