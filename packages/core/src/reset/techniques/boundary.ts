import type { Technique } from '../step.ts';

export const boundary = {
  id: 'boundary',
  evidence: { strength: 'untested', findings: [] },
  steps: [
    {
      id: 'line',
      part: 'boundary',
      durationMs: { short: 25_000, long: 40_000 },
      doing: { kind: 'affirm', lines: ['respect', 'clear', 'if-then'] },
    },
  ],
} as const satisfies Technique;
