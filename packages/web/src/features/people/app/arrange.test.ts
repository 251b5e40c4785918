import { describe, expect, test } from 'vitest';
import { arrangePeople, needsSomething, noFilters, type PeopleFilters, type PeopleSort, statusOf } from './arrange.ts';
import { signInDayWords } from './sign-in-day.ts';
import type { Person } from './use-people.ts';

const person = (name: string, changes: Partial<Person> = {}): Person => ({
  person: name,
  name,
  email: `${name.toLowerCase()}@example.com`,
  team: 'north',
  roles: ['agent'],
  active: true,
  byDirectory: false,
  lines: ['PJSIP/1'],
  lastSignInDay: '2026-11-27',
  ...changes,
});

const ada = person('Ada', { lines: ['PJSIP/10'], lastSignInDay: '2026-11-28' });
const ben = person('Ben', { lines: [], team: null });
const cleo = person('Cleo', { lastSignInDay: null, lines: ['PJSIP/9'] });
const dan = person('Dan', { active: false, lastSignInDay: null, email: null, lines: [] });
const eve = person('Eve', { roles: ['lead'], lines: [] });
const everyone = [eve, cleo, dan, ada, ben];

const names = (filters: Partial<PeopleFilters>, sort: PeopleSort = { by: 'name', descending: false }): string =>
  arrangePeople(everyone, { ...noFilters, ...filters }, sort, ({ team }) => (team === null ? 'In no team' : 'North'), 'en')
    .map(({ name }) => name)
    .join(' ');

describe('the list of people', () => {
  test('a person’s status names what they need first', () => {
    expect([ada, ben, cleo, dan, eve].map(statusOf)).toEqual(['active', 'no-line', 'invited', 'inactive', 'active']);
    expect(statusOf(person('Fay', { roles: [], lastSignInDay: null }))).toBe('no-role');
    expect(everyone.filter(needsSomething)).toEqual([cleo, ben]);
  });

  test('the list is filtered by name, address or line, by team, role and status, and by need', () => {
    expect(names({})).toBe('Ada Ben Cleo Dan Eve');
    expect(names({ find: 'ben@' })).toBe('Ben');
    expect(names({ find: 'pjsip/9' })).toBe('Cleo');
    expect(names({ team: '-' })).toBe('Ben');
    expect(names({ role: 'lead' })).toBe('Eve');
    expect(names({ status: 'inactive' })).toBe('Dan');
    expect(names({ needs: true })).toBe('Ben Cleo');
    expect(names({ needs: true, find: 'cl' })).toBe('Cleo');
  });

  test('every column sorts both ways, numbers as numbers, and rows without a value come last', () => {
    expect(names({}, { by: 'name', descending: true })).toBe('Eve Dan Cleo Ben Ada');
    expect(names({}, { by: 'line', descending: false })).toBe('Cleo Ada Ben Dan Eve');
    expect(names({}, { by: 'line', descending: true })).toBe('Ada Cleo Ben Dan Eve');
    expect(names({}, { by: 'signed-in', descending: true })).toBe('Ada Ben Eve Cleo Dan');
    expect(names({}, { by: 'email', descending: false })).toBe('Ada Ben Cleo Eve Dan');
    expect(names({}, { by: 'team', descending: false })).toBe('Ada Cleo Dan Eve Ben');
    expect(names({}, { by: 'role', descending: true })).toBe('Eve Ada Ben Cleo Dan');
    expect(names({}, { by: 'status', descending: false })).toBe('Ada Eve Cleo Ben Dan');
  });
});

test('the day of a sign-in is relative to the centre’s day', () => {
  const now = Date.parse('2026-11-28T23:30:00Z');
  const words = (day: string, timeZone = 'UTC') => signInDayWords(day, now, timeZone, 'en-GB');
  expect(words('2026-11-28')).toBe('Today');
  expect(words('2026-11-27')).toBe('Yesterday');
  expect(words('2026-11-28', 'Europe/Berlin')).toBe('Yesterday');
  expect(words('2026-11-23')).toBe('Mon 23 Nov');
  expect(words('2025-11-23')).toBe('23 Nov 2025');
  expect(signInDayWords('2026-11-28', now, 'UTC', 'de')).toBe('Heute');
});
