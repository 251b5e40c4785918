import type { Technique } from '../step.ts';

/** The second round of the reflection: the situation, not the person. */
export const secondLook = {
  id: 'second-look',
  evidence: {
    strength: 'supported',
    findings: [{ id: 'second-look-event', study: 'webb', effect: { measure: 'd', value: 0.36 } }],
  },
  steps: [
    {
      id: 'else',
      part: 'second-look',
      durationMs: { short: 0, long: 20_000 },
      doing: {
        kind: 'ask',
        choices: ['passed-on', 'money', 'unheard', 'elsewhere', 'unknown'],
        many: true,
        own: false,
        alone: 'unknown',
        keeps: 'nothing',
      },
    },
  ],
} as const satisfies Technique;
