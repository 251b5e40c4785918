import { expect, test } from 'vitest';
import { called, suggest } from './suggest.ts';

const people = [
  { person: 'p1', name: 'Ben Okafor' },
  { person: 'p2', name: 'Zoë Marsh' },
  { person: 'p3', name: 'Kim Lee' },
  { person: 'p4', name: 'Kim Lee' },
];

test('suggests the only person of that name, in either order of the names, without case or accents', () => {
  expect(suggest('Okafor, Ben', people)?.person).toBe('p1');
  expect(suggest('ZOE  MARSH', people)?.person).toBe('p2');
});

test('suggests nobody for a part of a name, a name that two people have, or no name', () => {
  expect(suggest('Ben', people)).toBeNull();
  expect(suggest('Kim Lee', people)).toBeNull();
  expect(suggest('', people)).toBeNull();
});

test('matches a name by the beginnings or parts of its words, in any order', () => {
  expect(called('Zoë Marsh', 'mar zo')).toBe(true);
  expect(called('Zoë Marsh', '')).toBe(true);
  expect(called('Zoë Marsh', 'ben')).toBe(false);
});
