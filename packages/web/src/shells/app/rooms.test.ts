import { expect, test } from 'vitest';
import { homeOf, roomsOf } from './rooms.ts';

test('a person with a single role starts on the page of that role', () => {
  expect(homeOf(['agent'])).toBe('/panel');
  expect(homeOf(['lead'])).toBe('/floor');
  expect(homeOf(['analyst'])).toBe('/day');
  expect(homeOf(['admin'])).toBe('/lines');
});

test('a person without a role has no start page', () => {
  expect(homeOf([])).toBeNull();
});

test('a lead who also takes calls starts on the floor page, and has the panel in the navigation', () => {
  expect(homeOf(['agent', 'lead'])).toBe('/floor');
  expect(roomsOf(['agent', 'lead']).map(({ room }) => room)).toEqual(['floor', 'requests', 'incidents', 'phrases', 'panel']);
});

test('the navigation has only the pages that a person’s roles open', () => {
  expect(roomsOf(['analyst']).map(({ room }) => room)).toEqual(['day']);
});
