import type { Technique } from '../step.ts';

/** Second part of the reflection: reappraises the situation (Webb et al. 2012). Only in the long form. */
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
      activity: {
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
