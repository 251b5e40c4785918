import type { Technique } from '../step.ts';

const part = 'self-compassion';

/** Words to a colleague after such a call, addressed to oneself. No study tests this form. */
export const selfCompassion = {
  id: part,
  libraryOrder: 110,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    {
      id: 'kind-colleague',
      part,
      durationMs: { short: 40_000, long: 60_000 },
      activity: { kind: 'ask', choices: ['hard-for-anybody', 'did-what-could', 'not-alone'], many: true, own: true, keeps: 'nothing' },
    },
    { id: 'kind-self', part, durationMs: { short: 20_000, long: 40_000 }, activity: { kind: 'suggest' } },
  ],
} as const satisfies Technique;
