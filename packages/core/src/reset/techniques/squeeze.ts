import type { Technique } from '../step.ts';

const part = 'squeeze';

const once = { tenseMs: 5000, releaseMs: 10_000 };

/** Tension and release of hands, arms and shoulders. */
export const squeeze = {
  id: part,
  libraryOrder: 80,
  evidence: { strength: 'weak', findings: [] },
  steps: [
    { id: 'squeeze-hands', part, durationMs: { short: 30_000, long: 45_000 }, activity: { kind: 'squeeze', muscles: 'hands', ...once } },
    { id: 'squeeze-arms', part, durationMs: { short: 15_000, long: 30_000 }, activity: { kind: 'squeeze', muscles: 'arms', ...once } },
    { id: 'squeeze-shoulders', part, durationMs: { short: 15_000, long: 30_000 }, activity: { kind: 'squeeze', muscles: 'shoulders', ...once } },
  ],
} as const satisfies Technique;
