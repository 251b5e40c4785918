import { asId, type PersonId } from '@onhook/core/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { minute, openTestServer, readsMetrics, type TestServer } from '../support/test-server.ts';
import { maskedPoll, type Poll } from './line-states.ts';
import { figures, readersOf } from './observers.ts';

let server: TestServer;
let maya: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await openTestServer();
  const manager = { centre: asId<never>('main'), person: asId<PersonId>('max'), name: 'max', email: null, roles: json(['manager']), team: null, active: true, created_at: 0 };
  await upsertPerson(server.context.store.db, manager);
  await server.context.peopleChanged();
  for (const [role, person] of Object.entries({ lead: 'lea', analyst: 'ana', manager: 'max', admin: 'ada' })) cookies.set(role, await server.signIn(person));
  maya = await server.signIn('maya');
}, 60_000);
afterAll(() => server.close());

/** The product's own metrics. Those of the process move by themselves, and those of requests with the watcher's own. */
const metricsNow = async (): Promise<string[]> => {
  const { body } = await server.app.inject({ url: '/metrics', headers: readsMetrics });
  return body.split('\n').filter((line) => /^onhook_(?!phone_events_total|phone_commands_total|tick_seconds_|http_request)/.test(line));
};

/** A watcher who takes the audit log as a file is on record for it; those entries are of the watcher's own making. */
const withoutOwnLooks = (key: string, shown: unknown): unknown => {
  if (key === 'GET /api/audit/file') return String(shown).split('\r\n').filter((line) => !line.includes('"log-taken"'));
  if (key === 'GET /api/audit') return { ...(shown as object), entries: (shown as { entries: { deed: string }[] }).entries.filter(({ deed }) => deed !== 'log-taken') };
  return shown;
};

const pollAll = async (): Promise<Poll> => {
  const seen: Record<string, unknown> = {};
  for (const route of figures) {
    const { query = {}, params = {} } = (route.contract.example ?? {}) as { query?: Record<string, string>; params?: Record<string, string> };
    const path = route.key.slice('GET '.length).replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
    for (const role of readersOf(route)) {
      const reply = await server.app.inject({ url: `${path}?${new URLSearchParams(query).toString()}`, headers: { cookie: cookies.get(role)! } });
      expect([route.key, role, reply.statusCode]).toEqual([route.key, role, 200]);
      seen[`${route.key} as ${role}`] = withoutOwnLooks(route.key, String(reply.headers['content-type']).includes('json') ? reply.json() : reply.body);
    }
  }
  return { ...maskedPoll({ ...seen, streams: [] }), metrics: await metricsNow() };
};

it('Whatever an agent does in the running half hour moves nothing but line states, in any figure or metric of a real server', async () => {
  const panel = async () => (await server.ask(maya, 'GET', '/api/panel')).body;
  server.phones.call('c1', 'PJSIP/1', 'Billing', 20 * 60);
  await server.settle();
  const { offer, recovery } = await panel();
  const post = (url: string, body?: object) => async () => {
    const { status } = await server.ask(maya, 'POST', url, body);
    expect([url, status]).toEqual([url, 200]);
  };
  const actions = [
    post(`/api/offers/${offer.offer}/shown`),
    post('/api/calls/c1/1/tap', { tap: 'hard' }),
    post(`/api/offers/${offer.offer}/answer`, { answer: 'accepted' }),
    post('/api/resets', { reset: 'reset-of-maya', recovery: recovery.recovery }),
    post(`/api/recoveries/${recovery.recovery}/extend`),
    post('/api/resets/reset-of-maya/end', { how: 'completed' }),
    post('/api/carry-items/item-of-maya', { dueAt: 1, doneAt: null, deleted: false }),
    post(`/api/recoveries/${recovery.recovery}/end`),
    post('/api/calls/c1/1/tap', { tap: 'fine' }),
    post('/api/recoveries'),
    async () => server.pass(3 * minute),
  ];
  const clockless = (poll: Poll): string => JSON.stringify(poll, (name, value: unknown) => (name === 'serverNow' ? 0 : value));
  const before = clockless(await pollAll());
  for (const action of actions) {
    await action();
    await server.settle();
    expect(clockless(await pollAll())).toBe(before);
  }
}, 60_000);
