import type { Technique } from '../step.ts';

/** Sentence that sets a boundary for the next call. No study tests this form. */
export const boundary = {
  id: 'boundary',
  evidence: { strength: 'untested', findings: [] },
  steps: [
    {
      id: 'line',
      part: 'boundary',
      durationMs: { short: 25_000, long: 40_000 },
      activity: { kind: 'affirm', lines: ['respect', 'clear', 'if-then'] },
    },
  ],
} as const satisfies Technique;
