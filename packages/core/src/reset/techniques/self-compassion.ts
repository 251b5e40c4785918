import type { Technique } from '../step.ts';

const part = 'self-compassion';

/** What I would say to a colleague after that call, said to me. */
export const selfCompassion = {
  id: part,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    {
      id: 'kind-colleague',
      part,
      durationMs: { short: 40_000, long: 60_000 },
      doing: { kind: 'ask', choices: ['hard-for-anybody', 'did-what-could', 'not-alone'], many: true, own: true, keeps: 'nothing' },
    },
    { id: 'kind-self', part, durationMs: { short: 20_000, long: 40_000 }, doing: { kind: 'suggest' } },
  ],
} as const satisfies Technique;
