import type { Technique } from '../step.ts';

const part = 'move';
const shortly = { short: 5000, long: 6000 };

export const move = {
  id: part,
  steps: [
    { id: 'reach', part, durationMs: shortly, doing: { kind: 'move', figure: 'reach' } },
    { id: 'roll', part, durationMs: shortly, doing: { kind: 'move', figure: 'roll' } },
    { id: 'shake', part, durationMs: shortly, doing: { kind: 'move', figure: 'shake' } },
    {
      id: 'breathe',
      part,
      durationMs: { short: 24_000, long: 27_000 },
      doing: { kind: 'breathe', breaths: 3, inShare: 0.42 },
    },
  ],
} as const satisfies Technique;
