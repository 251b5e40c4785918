import type { Technique } from '../step.ts';

const part = 'not-about-me';

/** Reappraisal: other reasons for the call, and the customer's side. Webb et al. 2012; Song et al. 2018. */
export const notAboutMe = {
  id: part,
  libraryOrder: 30,
  evidence: {
    strength: 'supported',
    findings: [
      { id: 'reframe-event', study: 'webb', effect: { measure: 'd', value: 0.36 } },
      { id: 'reframe-perspective', study: 'webb', effect: { measure: 'd', value: 0.45 } },
      { id: 'reframe-service', study: 'song' },
    ],
  },
  steps: [
    {
      id: 'other-reasons',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      activity: {
        kind: 'ask',
        choices: ['long-road', 'afraid', 'no-say', 'rules', 'unknown-to-me'],
        many: true,
        own: true,
        alone: 'unknown-to-me',
        keeps: 'nothing',
      },
    },
    {
      id: 'their-side',
      part,
      durationMs: { short: 30_000, long: 60_000 },
      activity: { kind: 'ask', choices: [], many: false, own: true, keeps: 'put-down' },
    },
  ],
} as const satisfies Technique;
