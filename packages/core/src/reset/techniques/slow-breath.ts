import type { Technique } from '../step.ts';

const part = 'slow-breath';

const minutes = { short: 60_000, long: 180_000, longest: 300_000 };

/** Slow breathing in one of three patterns. Fincham et al. 2023; Balban et al. 2023; Bentley et al. 2023. */
export const slowBreath = {
  id: part,
  libraryOrder: 10,
  evidence: {
    strength: 'supported',
    findings: [
      { id: 'breath-stress', study: 'fincham', effect: { measure: 'g', value: -0.35, interval: [-0.55, -0.14] } },
      { id: 'breath-daily', study: 'balban' },
      { id: 'breath-length', study: 'bentley' },
    ],
  },
  steps: [
    {
      id: 'breath-pattern',
      part,
      durationMs: { short: 10_000, long: 10_000 },
      activity: { kind: 'ask', choices: ['sigh', 'paced', 'box'], many: false, own: false, lengths: true, keeps: 'nothing' },
    },
    {
      id: 'sigh',
      part,
      when: { step: 'breath-pattern', choice: 'sigh' },
      durationMs: minutes,
      activity: {
        kind: 'breathe',
        breath: [
          { kind: 'in', ms: 3000 },
          { kind: 'sip', ms: 1000 },
          { kind: 'out', ms: 6000 },
        ],
      },
    },
    {
      id: 'paced',
      part,
      when: { step: 'breath-pattern', choice: 'paced' },
      durationMs: minutes,
      activity: {
        kind: 'breathe',
        breath: [
          { kind: 'in', ms: 4000 },
          { kind: 'out', ms: 6000 },
        ],
      },
    },
    {
      id: 'box',
      part,
      when: { step: 'breath-pattern', choice: 'box' },
      durationMs: { short: 64_000, long: 176_000, longest: 304_000 },
      activity: {
        kind: 'breathe',
        breath: [
          { kind: 'in', ms: 4000 },
          { kind: 'hold', ms: 4000 },
          { kind: 'out', ms: 4000 },
          { kind: 'hold', ms: 4000 },
        ],
      },
    },
  ],
} as const satisfies Technique;
