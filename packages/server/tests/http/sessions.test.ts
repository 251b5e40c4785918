import { afterAll, beforeAll, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { findPerson, upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { listenLive } from '../support/live.ts';
import { minute, openTestServer, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
beforeAll(async () => {
  testServer = await openTestServer();
});
afterAll(() => testServer.close());

const session = async (person: string): Promise<string> => (await testServer.signIn(person)).replace('onhook=', '');

it('says of many sessions at once which have not ended, and renews them', async () => {
  const { signIn, store } = testServer.context;
  const [maya, noor, lea] = [await session('maya'), await session('noor'), await session('lea')];
  const all = [maya, noor, lea, 'never-heard-of'];
  expect(await signIn.activeSessions(all)).toEqual(new Set([maya, noor, lea]));
  expect(await signIn.activeSessions([])).toEqual(new Set());

  await signIn.signOut(maya);
  const centre = asId<CentreId>('main');
  const gone = await findPerson(store.db, centre, asId<PersonId>('noor'));
  await upsertPerson(store.db, { ...gone!, roles: json(gone!.roles), active: false });
  expect(await signIn.activeSessions(all)).toEqual(new Set([lea]));

  for (let hour = 0; hour < 14; hour += 1) {
    testServer.clock.move(60 * minute);
    expect(await signIn.activeSessions(all)).toEqual(new Set([lea]));
  }
  testServer.clock.move(13 * 60 * minute);
  expect(await signIn.activeSessions(all)).toEqual(new Set());
});

it('A live stream carries a heartbeat when it opens and every five seconds, with the server’s time', async () => {
  const { pushed, close } = await listenLive<{ serverNow: number }>(testServer.app, await testServer.signIn('lea'), 'heartbeat');
  const openedAt = testServer.clock.now();
  expect(pushed).toEqual([{ serverNow: openedAt }]);
  for (let passed = 0; passed < 20; passed += 1) {
    testServer.clock.move(1000);
    await testServer.context.jobs.runDue();
  }
  await expect.poll(() => pushed.length).toBeGreaterThanOrEqual(5);
  const gaps = pushed.slice(1).map(({ serverNow }, i) => serverNow - pushed[i]!.serverNow);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(5000);
  close();
});
