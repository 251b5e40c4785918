import type { Technique } from '../step.ts';

const part = 'keepsake';

export const keepsake = {
  id: part,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    { id: 'keepsake-look', part, durationMs: { short: 20_000, long: 40_000 }, doing: { kind: 'keepsake' } },
  ],
} as const satisfies Technique;
