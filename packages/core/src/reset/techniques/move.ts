import type { Technique } from '../step.ts';

const part = 'move';
const shortly = { short: 5000, long: 6000 };

/** Short movements and three breaths. Mood after exercise: Reed & Ones 2006, measured after longer exercise. */
export const move = {
  id: part,
  evidence: { strength: 'weak', findings: [{ id: 'move-mood', study: 'reed', effect: { measure: 'd', value: 0.47 } }] },
  steps: [
    { id: 'reach', part, durationMs: shortly, activity: { kind: 'move', figure: 'reach' } },
    { id: 'roll', part, durationMs: shortly, activity: { kind: 'move', figure: 'roll' } },
    { id: 'shake', part, durationMs: shortly, activity: { kind: 'move', figure: 'shake' } },
    {
      id: 'breathe',
      part,
      durationMs: { short: 27_000, long: 27_000 },
      activity: {
        kind: 'breathe',
        breath: [
          { kind: 'in', ms: 4000 },
          { kind: 'out', ms: 5000 },
        ],
      },
    },
  ],
} as const satisfies Technique;
