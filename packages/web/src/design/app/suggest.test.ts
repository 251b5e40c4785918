import { expect, test } from 'vitest';
import { called, suggest } from './suggest.ts';

const people = [
  { person: 'p1', name: 'Ben Okafor' },
  { person: 'p2', name: 'Zoë Marsh' },
  { person: 'p3', name: 'Kim Lee' },
  { person: 'p4', name: 'Kim Lee' },
];

test('the one person of that name, however the phone system writes it', () => {
  expect(suggest('Okafor, Ben', people)?.person).toBe('p1');
  expect(suggest('ZOE  MARSH', people)?.person).toBe('p2');
});

test('nobody is guessed at: a part of a name, two of a name, or none', () => {
  expect(suggest('Ben', people)).toBeNull();
  expect(suggest('Kim Lee', people)).toBeNull();
  expect(suggest('', people)).toBeNull();
});

test('found by any words, in any order', () => {
  expect(called('Zoë Marsh', 'mar zo')).toBe(true);
  expect(called('Zoë Marsh', '')).toBe(true);
  expect(called('Zoë Marsh', 'ben')).toBe(false);
});
