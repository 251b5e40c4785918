import type { Technique } from '../step.ts';

const part = 'reflect';
const suggestion = { part, durationMs: { short: 20_000, long: 30_000 }, activity: { kind: 'suggest' } } as const;

/** Questions that separate the agent's tasks from the customer's concerns. No study tests this form. */
export const reflect = {
  id: part,
  evidence: { strength: 'untested', findings: [] },
  steps: [
    {
      id: 'mine',
      part,
      durationMs: { short: 20_000, long: 30_000 },
      activity: {
        kind: 'ask',
        choices: ['promise', 'look-up', 'call-back', 'nothing'],
        many: true,
        own: true,
        alone: 'nothing',
        keeps: 'carry',
      },
    },
    {
      id: 'theirs',
      part,
      durationMs: { short: 20_000, long: 30_000 },
      activity: {
        kind: 'ask',
        choices: ['anger', 'worry', 'wait', 'day'],
        many: true,
        own: true,
        keeps: 'put-down',
      },
    },
    {
      id: 'need',
      part,
      durationMs: { short: 10_000, long: 15_000 },
      activity: {
        kind: 'ask',
        choices: ['breath', 'walk', 'water', 'word', 'support', 'nothing'],
        many: false,
        own: false,
        keeps: 'nothing',
      },
    },
    { id: 'walk', when: { step: 'need', choice: 'walk' }, ...suggestion },
    { id: 'water', when: { step: 'need', choice: 'water' }, ...suggestion },
    { id: 'word', when: { step: 'need', choice: 'word' }, ...suggestion },
    { id: 'support', when: { step: 'need', choice: 'support' }, ...suggestion },
  ],
} as const satisfies Technique;
