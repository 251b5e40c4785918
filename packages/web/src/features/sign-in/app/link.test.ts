import { expect, test } from 'vitest';
import { takeToken, tokenIn } from './link.ts';

const history = () => {
  const urls: string[] = [];
  return { urls, state: { kept: true }, replaceState: (_: unknown, __: string, url?: string | URL | null) => urls.push(String(url)) };
};

test('the token is taken and the address bar holds it no longer', () => {
  const seen = history();
  expect(takeToken({ pathname: '/sign-in', hash: '#abc-def' }, seen)).toBe('abc-def');
  expect(seen.urls).toEqual(['/sign-in']);
});

test.each([
  ['/sign-in', ''],
  ['/sign-in', '#'],
  ['/floor', '#main'],
])('%s%s holds no token and is left alone', (pathname, hash) => {
  const seen = history();
  expect(takeToken({ pathname, hash }, seen)).toBeNull();
  expect(seen.urls).toEqual([]);
});

test.each([
  ['https://onhook.example/sign-in#one-time-link-token-01', 'one-time-link-token-01'],
  ['  one-time-link-token-01\n', 'one-time-link-token-01'],
  ['#one-time-link-token-01', 'one-time-link-token-01'],
  ['https://onhook.example/sign-in', null],
  ['https://onhook.example/sign-in#', null],
  ['https://onhook.example/sign-in#one-ti', null],
  ['', null],
])('A person who pastes %j gives the token %j', (pasted, token) => {
  expect(tokenIn(pasted)).toBe(token);
});
