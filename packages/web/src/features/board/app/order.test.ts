import type { BoardAgent } from '@onhook/contract';
import { expect, test } from 'vitest';
import { arrange, countStates } from './order.ts';

const agent = (name: string, state: BoardAgent['state'] = 'available', person = name): BoardAgent => ({
  person,
  name,
  state,
  since: 0,
  reason: null,
  backBy: null,
  queues: [],
});
const names = (agents: readonly BoardAgent[]) => agents.map(({ name }) => name);

const floor = [agent('Øyvind Dahl', 'paused'), agent('Zoë Marsh', 'on-call'), agent('ana Ruiz', 'logged-out'), agent('Ben Okafor')];

test('by name, as the language orders it', () => {
  expect(names(arrange(floor, '', 'name', 'en'))).toEqual(['ana Ruiz', 'Ben Okafor', 'Øyvind Dahl', 'Zoë Marsh']);
});

test('by state, then name: who can take a call first, who is away last', () => {
  expect(names(arrange(floor, '', 'state', 'en'))).toEqual(['Ben Okafor', 'Zoë Marsh', 'Øyvind Dahl', 'ana Ruiz']);
});

test('found without case, accents or the order of words', () => {
  expect(names(arrange(floor, 'marsh zoe', 'name', 'en'))).toEqual(['Zoë Marsh']);
  expect(names(arrange(floor, '  O ', 'name', 'en'))).toEqual(['Ben Okafor', 'Zoë Marsh']);
  expect(arrange(floor, 'nobody', 'name', 'en')).toEqual([]);
});

test('two people of one name keep their places', () => {
  const twins = [agent('Kim Lee', 'available', 'p2'), agent('Kim Lee', 'available', 'p1')];
  expect(arrange(twins, '', 'name', 'en').map(({ person }) => person)).toEqual(['p1', 'p2']);
});

test('states are counted, empty ones left out', () => {
  expect(countStates(floor)).toEqual([
    { state: 'available', count: 1 },
    { state: 'on-call', count: 1 },
    { state: 'paused', count: 1 },
    { state: 'logged-out', count: 1 },
  ]);
});
