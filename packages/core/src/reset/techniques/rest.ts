import type { Technique } from '../step.ts';

/** Added minute without an activity. */
export const rest = {
  id: 'rest',
  evidence: { strength: 'untested', findings: [] },
  steps: [{ id: 'rest', part: 'rest', durationMs: { short: 60_000, long: 60_000 }, activity: { kind: 'rest' } }],
} as const satisfies Technique;
