import type { Technique } from '../step.ts';

const part = 'stretch';

/** Five stretches at the desk. Mood after exercise: Reed & Ones 2006, measured after longer exercise. */
export const stretch = {
  id: part,
  libraryOrder: 40,
  evidence: {
    strength: 'weak',
    findings: [
      { id: 'stretch-mood', study: 'reed', effect: { measure: 'd', value: 0.47 } },
    ],
  },
  steps: [
    { id: 'stretch-reach', part, durationMs: { short: 10_000, long: 20_000 }, activity: { kind: 'move', figure: 'reach' } },
    { id: 'stretch-side', part, durationMs: { short: 10_000, long: 20_000 }, activity: { kind: 'move', figure: 'side' } },
    { id: 'stretch-neck', part, durationMs: { short: 10_000, long: 20_000 }, activity: { kind: 'move', figure: 'neck' } },
    { id: 'stretch-roll', part, durationMs: { short: 10_000, long: 20_000 }, activity: { kind: 'move', figure: 'roll' } },
    { id: 'stretch-shake', part, durationMs: { short: 8000, long: 15_000 }, activity: { kind: 'move', figure: 'shake' } },
  ],
} as const satisfies Technique;
