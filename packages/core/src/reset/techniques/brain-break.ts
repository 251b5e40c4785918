import type { Technique } from '../step.ts';

const part = 'brain-break';

export const brainBreak = {
  id: part,
  evidence: {
    strength: 'supported',
    findings: [
      { id: 'break-distraction', study: 'webb', effect: { measure: 'd', value: 0.27 } },
      { id: 'break-relaxing', study: 'kim' },
    ],
  },
  steps: [
    { id: 'break-play', part, durationMs: { short: 60_000, long: 150_000 }, doing: { kind: 'play' } },
  ],
} as const satisfies Technique;
