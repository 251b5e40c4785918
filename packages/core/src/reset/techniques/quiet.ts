import type { Technique } from '../step.ts';

const part = 'quiet';

/** Nothing at all, for the same time: what the others are compared with. */
export const quiet = {
  id: part,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    { id: 'quiet-sit', part, durationMs: { short: 60_000, long: 180_000 }, doing: { kind: 'rest' } },
  ],
} as const satisfies Technique;
