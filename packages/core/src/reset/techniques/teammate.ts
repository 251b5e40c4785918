import type { Technique } from '../step.ts';

const part = 'teammate';

/** Short talk with a colleague. Sharing: Baranik et al. 2017. Venting does not help: Kjærvik & Bushman 2024. */
export const teammate = {
  id: part,
  libraryOrder: 60,
  evidence: {
    strength: 'mixed',
    findings: [
      { id: 'teammate-sharing', study: 'baranik' },
      { id: 'teammate-venting', study: 'kjaervik', effect: { measure: 'g', value: -0.63 } },
    ],
  },
  steps: [
    { id: 'mate-find', part, durationMs: { short: 20_000, long: 20_000 }, activity: { kind: 'find-teammate' } },
    { id: 'mate-talk', part, durationMs: { short: 120_000, long: 180_000 }, activity: { kind: 'talk' } },
    {
      id: 'mate-helped',
      part,
      durationMs: { short: 20_000, long: 20_000 },
      activity: {
        kind: 'ask',
        choices: ['being-heard', 'their-view', 'a-laugh', 'a-plan', 'not-much'],
        many: true,
        own: true,
        alone: 'not-much',
        keeps: 'learned',
      },
    },
  ],
} as const satisfies Technique;
