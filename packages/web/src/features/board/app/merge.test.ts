import type { BoardAgent, BoardChange, BoardQueue, BoardView } from '@onhook/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeBoard } from './merge.ts';

const agent = (person: string, more: Partial<BoardAgent> = {}): BoardAgent => ({
  person,
  name: person,
  state: 'available',
  since: 0,
  reason: null,
  backBy: null,
  queues: ['billing'],
  ...more,
});
const queue = (name: string, more: Partial<BoardQueue> = {}): BoardQueue => ({
  queue: name,
  waiting: 0,
  longestSince: null,
  byHalfHour: null,
  answered: 10,
  abandoned: 1,
  serviceLevel: 0.8,
  targetSeconds: 20,
  ...more,
});
const board = (): BoardView => ({
  serverNow: 0,
  phonesUp: true,
  teams: [
    { team: 'north', name: 'North', agents: [agent('ann'), agent('bea')] },
    { team: 'south', name: 'South', agents: [agent('cid')] },
  ],
  queues: [queue('billing'), queue('sales')],
});
const change = (more: Partial<BoardChange> = {}): BoardChange => ({
  serverNow: 500,
  phonesUp: true,
  agents: [],
  gone: [],
  queues: [],
  ...more,
});
const people = (view: BoardView) => view.teams.map(({ agents }) => agents.map(({ person }) => person));

test('an agent named by a change replaces the one shown, in place', () => {
  const next = mergeBoard(board(), change({ agents: [{ ...agent('ann', { state: 'on-call', since: 400 }), team: 'north' }] }));
  expect(people(next)).toEqual([['ann', 'bea'], ['cid']]);
  expect(next.teams[0]?.agents[0]).toEqual(agent('ann', { state: 'on-call', since: 400 }));
  expect(next.serverNow).toBe(500);
});

test('what a change does not name keeps its identity', () => {
  const before = board();
  const next = mergeBoard(before, change({ agents: [{ ...agent('ann', { state: 'on-call' }), team: 'north' }], queues: [queue('sales', { waiting: 2 })] }));
  expect(next.teams[1]).toBe(before.teams[1]);
  expect(next.teams[0]?.agents[1]).toBe(before.teams[0]?.agents[1]);
  expect(next.queues[0]).toBe(before.queues[0]);
  expect(next.queues[1]?.waiting).toBe(2);
});

test('a change that says nothing new keeps teams and queues whole', () => {
  const before = board();
  const next = mergeBoard(before, change({ phonesUp: false, queues: [queue('billing')] }));
  expect(next.teams).toBe(before.teams);
  expect(next.queues).toBe(before.queues);
  expect(next.phonesUp).toBe(false);
});

test('someone gone is gone, and an agent who moved stands in the new team only', () => {
  expect(people(mergeBoard(board(), change({ gone: ['bea'] })))).toEqual([['ann'], ['cid']]);
  const moved = mergeBoard(board(), change({ agents: [{ ...agent('ann'), team: 'south' }] }));
  expect(people(moved)).toEqual([['bea'], ['cid', 'ann']]);
});

test('a newcomer and a new queue are added; a team not on this board is left out', () => {
  const next = mergeBoard(
    board(),
    change({ agents: [{ ...agent('dan'), team: 'north' }, { ...agent('eve'), team: 'west' }], queues: [queue('returns')] }),
  );
  expect(people(next)).toEqual([['ann', 'bea', 'dan'], ['cid']]);
  expect(next.queues.map(({ queue: name }) => name)).toEqual(['billing', 'sales', 'returns']);
});

test('however changes come, nobody stands on the board twice and the last word counts', () => {
  const someAgent = fc.record({
    person: fc.constantFrom('ann', 'bea', 'cid', 'dan'),
    team: fc.constantFrom('north', 'south'),
    since: fc.nat(),
  });
  const someChange = fc.record({ agents: fc.uniqueArray(someAgent, { selector: ({ person }) => person }), gone: fc.subarray(['ann', 'cid', 'dan']) });
  fc.assert(
    fc.property(fc.array(someChange, { maxLength: 12 }), (changes) => {
      let shown = board();
      const truth = new Map<string, { team: string; since: number | null }>([
        ['ann', { team: 'north', since: 0 }],
        ['bea', { team: 'north', since: 0 }],
        ['cid', { team: 'south', since: 0 }],
      ]);
      for (const { agents, gone } of changes) {
        shown = mergeBoard(shown, change({ agents: agents.map(({ person, team, since }) => ({ ...agent(person, { since }), team })), gone }));
        for (const { person, team, since } of agents) truth.set(person, { team, since });
        for (const person of gone) truth.delete(person);
      }
      const seen = shown.teams.flatMap(({ team, agents }) => agents.map(({ person, since }) => [person, { team, since }] as const));
      expect(seen.length).toBe(truth.size);
      expect(new Map(seen)).toEqual(truth);
    }),
  );
});
