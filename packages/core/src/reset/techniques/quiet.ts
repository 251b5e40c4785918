import type { Technique } from '../step.ts';

const part = 'quiet';

/** Rest without an activity; the comparison for all other techniques. */
export const quiet = {
  id: part,
  libraryOrder: 120,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    { id: 'quiet-sit', part, durationMs: { short: 60_000, long: 180_000 }, activity: { kind: 'rest' } },
  ],
} as const satisfies Technique;
