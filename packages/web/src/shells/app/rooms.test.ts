import { expect, test } from 'vitest';
import { homeOf, roomsOf } from './rooms.ts';

test('each role alone starts in its own room', () => {
  expect(homeOf(['agent'])).toBe('/panel');
  expect(homeOf(['lead'])).toBe('/floor');
  expect(homeOf(['analyst'])).toBe('/day');
  expect(homeOf(['admin'])).toBe('/lines');
});

test('a person with no room yet is not sent anywhere', () => {
  expect(homeOf([])).toBeNull();
});

test('a lead who also takes calls starts on the floor and has the panel one step away', () => {
  expect(homeOf(['agent', 'lead'])).toBe('/floor');
  expect(roomsOf(['agent', 'lead']).map(({ room }) => room)).toEqual(['floor', 'requests', 'incidents', 'phrases', 'panel']);
});

test('nobody is shown a room that is not theirs', () => {
  expect(roomsOf(['analyst']).map(({ room }) => room)).toEqual(['day']);
});
