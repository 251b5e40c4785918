import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId, type CallId, type CentreId, type PersonId } from '@onhook/core/ids';
import { carryItemsOf } from '../../src/features/carry/queries.ts';
import { findCall } from '../../src/centre/queries/calls.ts';
import { resetsOfPerson } from '../../src/centre/queries/resets.ts';
import { minute, openTestServer, type TestServer, type AnyJson } from '../support/test-server.ts';

/** Tests taps that an agent made without a connection: sent late, sent twice, or sent by another person's session. */
const main = asId<CentreId>('main');
const hour = 60 * minute;
let testServer: TestServer;
let maya: string;

beforeEach(async () => {
  testServer = await openTestServer();
  maya = await testServer.signIn('maya');
});
afterEach(() => testServer.close());

const panel = async (): Promise<AnyJson> => (await testServer.ask(maya, 'GET', '/api/panel')).body;
const call = async (id: string, seconds: number): Promise<void> => {
  testServer.phones.call(id, 'PJSIP/1', 'Billing', seconds);
  await testServer.settle();
};
const resets = async () =>
  (await resetsOfPerson(testServer.context.store.db, main, asId<PersonId>('maya'), 0)).map((row) => ({
    reset: row.reset,
    recovery: row.recovery,
    from: row.started_at,
    to: row.ended_at,
    how: row.how,
  }));
const tap = (id: string, body: object, cookie = maya) => testServer.ask(cookie, 'POST', `/api/calls/${id}/1/tap`, body);
const tapped = async (id: string) => (await findCall(testServer.context.store.db, main, asId<CallId>(id), 1))?.tap;

describe('a reset told late', () => {
  it('counts by when it was, also when its minutes have ended meanwhile, and once', async () => {
    await call('c1', 20 * 60);
    const { recovery } = (await panel()).recovery;
    const began = testServer.clock.now();
    await testServer.pass(5 * minute);
    await testServer.pass(15 * minute);
    for (let twice = 0; twice < 2; twice += 1) {
      expect((await testServer.ask(maya, 'POST', '/api/resets', { reset: 'reset-one', recovery, at: began })).status).toBe(200);
    }
    expect(await resets()).toEqual([{ reset: 'reset-one', recovery, from: began, to: began + 5 * minute, how: 'interrupted' }]);
    for (let twice = 0; twice < 2; twice += 1) {
      const end = { how: 'completed', at: began + 3 * minute };
      expect((await testServer.ask(maya, 'POST', '/api/resets/reset-one/end', end)).status).toBe(200);
    }
    expect(await resets()).toEqual([{ reset: 'reset-one', recovery, from: began, to: began + 3 * minute, how: 'completed' }]);
    const later = { how: 'stopped-early', at: began + 4 * minute };
    expect((await testServer.ask(maya, 'POST', '/api/resets/reset-one/end', later)).body.error).toBe('no-longer-possible');
  });

  it('is not believed about times that cannot be', async () => {
    const now = testServer.clock.now();
    await testServer.ask(maya, 'POST', '/api/resets', { reset: 'from-the-future', recovery: null, at: now + hour });
    await testServer.ask(maya, 'POST', '/api/resets/from-the-future/end', { how: 'completed', at: now - hour });
    await testServer.ask(maya, 'POST', '/api/resets', { reset: 'long-ago', recovery: 'of-somebody-else', at: 5 });
    expect(await resets()).toEqual([
      { reset: 'long-ago', recovery: null, from: now - 12 * hour, to: null, how: null },
      { reset: 'from-the-future', recovery: null, from: now, to: now, how: 'completed' },
    ]);
  });
});

describe('a tap told late', () => {
  it('counts by when it was made, within a shift, and banks its minutes once', async () => {
    await call('c1', 40);
    const at = testServer.clock.now() + 5 * minute;
    await testServer.pass(3 * hour);
    expect(await tapped('c1')).toBeNull();
    expect((await tap('c1', { tap: 'hard' })).body.error).toBe('no-longer-possible');
    expect((await tap('c1', { tap: 'hard', at: at + 11 * minute })).body.error).toBe('no-longer-possible');
    for (let twice = 0; twice < 2; twice += 1) expect((await tap('c1', { tap: 'hard', at })).status).toBe(200);
    await testServer.settle();
    expect(await tapped('c1')).toBe('hard');
    expect(await panel()).toMatchObject({ recovery: null, today: { bankedMs: 5 * minute } });
  });

  it('is not taken after a shift, nor of another agent’s call', async () => {
    await call('c1', 40);
    const at = testServer.clock.now();
    await testServer.pass(hour);
    expect((await tap('c1', { tap: 'hard', at }, await testServer.signIn('noor'))).status).toBe(404);
    await testServer.pass(11 * hour + minute);
    expect((await tap('c1', { tap: 'hard', at }, await testServer.signIn('maya'))).body.error).toBe('no-longer-possible');
    expect(await tapped('c1')).toBeNull();
  });

  it('can be taken back, with the minutes it brought and no others', async () => {
    await call('c1', 40);
    await tap('c1', { tap: 'hard' });
    await testServer.settle();
    expect((await panel()).recovery.state).toBe('paused');
    expect((await tap('c1', { tap: null })).status).toBe(200);
    await testServer.settle();
    expect(await panel()).toMatchObject({ recovery: null, lastClosed: { because: 'agent-said-fine' }, tappable: { tap: null } });

    await call('c2', 20 * 60);
    await tap('c2', { tap: 'hard' });
    await tap('c2', { tap: null });
    await testServer.settle();
    expect(await panel()).toMatchObject({ recovery: { state: 'paused', cause: 'hard-call' }, tappable: { tap: null } });
  });
});

describe('a carry item', () => {
  const put = (item: string, body: object, cookie = maya) => testServer.ask(cookie, 'POST', `/api/carry-items/${item}`, body);
  const items = async (person: string) =>
    (await carryItemsOf(testServer.context.store.db, main, asId<PersonId>(person))).map(({ item, due_at: due, done_at: done, deleted }) => ({ item, due, done, deleted }));

  it('is as it was last told of, once for each person, and without its times once it is deleted', async () => {
    const noor = await testServer.signIn('noor');
    for (let twice = 0; twice < 2; twice += 1) await put('i1', { dueAt: 100, doneAt: null, deleted: false });
    await put('i1', { dueAt: 300, doneAt: null, deleted: false }, noor);
    expect(await items('maya')).toEqual([{ item: 'i1', due: 100, done: null, deleted: false }]);
    await put('i1', { dueAt: 100, doneAt: 200, deleted: false });
    expect(await items('maya')).toEqual([{ item: 'i1', due: 100, done: 200, deleted: false }]);
    await put('i1', { dueAt: 100, doneAt: 200, deleted: true });
    expect(await items('maya')).toEqual([{ item: 'i1', due: null, done: null, deleted: true }]);
    expect(await items('noor')).toEqual([{ item: 'i1', due: 300, done: null, deleted: false }]);
  });

  it('keeps nothing of what it says', async () => {
    await put('i2', { dueAt: null, doneAt: null, deleted: false, text: 'call Mr Smith' });
    expect(JSON.stringify(await carryItemsOf(testServer.context.store.db, main, asId<PersonId>('maya')))).not.toContain('Smith');
    expect((await put('i2', { dueAt: 'soon', doneAt: null, deleted: false })).body.error).toBe('bad-input');
  });
});

it('refuses what one person tapped when another has signed in at the same desk', async () => {
  const noor = await testServer.signIn('noor');
  const ask = (cookie: string, person: string) =>
    testServer.app.inject({
      method: 'POST',
      url: '/api/carry-items/i9',
      headers: { cookie, 'x-onhook': '1', 'x-onhook-person': person },
      payload: { dueAt: null, doneAt: null, deleted: false },
    });
  expect((await ask(noor, 'maya')).statusCode).toBe(401);
  expect((await ask(maya, 'maya')).statusCode).toBe(200);
  expect(await carryItemsOf(testServer.context.store.db, main, asId<PersonId>('noor'))).toEqual([]);
});
