import type { Technique } from '../step.ts';

const part = 'keepsake';

/** Look at a keepsake. No study has tested this technique. */
export const keepsake = {
  id: part,
  libraryOrder: 100,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    { id: 'keepsake-look', part, durationMs: { short: 20_000, long: 40_000 }, activity: { kind: 'keepsake' } },
  ],
} as const satisfies Technique;
