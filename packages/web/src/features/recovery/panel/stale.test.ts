import { expect, it } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../../../api/panel/fixtures.ts';
import { stale } from './stale.ts';

it('believes in paused minutes until they are over, and in nothing about the line then', () => {
  const view = { ...idle, recovery: pausedRecovery, offer: offered };
  expect(stale(view, noon + 169_999)).toEqual(view);
  expect(stale(view, noon + 170_000)).toMatchObject({ recovery: null, offer: null, line: { state: 'unknown' } });
  expect(stale(idle, noon + 1e9)).toEqual(idle);
});
