import type { Technique } from '../step.ts';

const part = 'brain-break';

/** Small game away from the phone. Distraction: Webb et al. 2012; relaxing breaks: Kim et al. 2018. */
export const brainBreak = {
  id: part,
  libraryOrder: 70,
  evidence: {
    strength: 'supported',
    findings: [
      { id: 'break-distraction', study: 'webb', effect: { measure: 'd', value: 0.27 } },
      { id: 'break-relaxing', study: 'kim' },
    ],
  },
  steps: [
    { id: 'break-play', part, durationMs: { short: 60_000, long: 150_000 }, activity: { kind: 'play' } },
  ],
} as const satisfies Technique;
