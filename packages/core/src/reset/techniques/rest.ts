import type { Technique } from '../step.ts';

/** One more minute, with nothing to do in it. */
export const rest = {
  id: 'rest',
  evidence: { strength: 'untested', findings: [] },
  steps: [{ id: 'rest', part: 'rest', durationMs: { short: 60_000, long: 60_000 }, doing: { kind: 'rest' } }],
} as const satisfies Technique;
