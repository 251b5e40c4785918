import { afterAll, beforeAll, expect, it } from 'vitest';
import { minute, openTestServer, type AnyJson, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
let ada: string;
beforeAll(async () => {
  testServer = await openTestServer();
  ada = await testServer.signIn('ada');
});
afterAll(() => testServer.close());

const read = async (path: string, who = ada): Promise<AnyJson> => (await testServer.ask(who, 'GET', path)).body;

it('The audit log names whose account was changed, but not whose request a lead answered', async () => {
  const maya = await testServer.signIn('maya');
  const lea = await testServer.signIn('lea');
  await testServer.ask(ada, 'POST', '/api/people/noor', { name: 'Noor', email: null, team: 'blue', roles: ['agent'], active: true });
  testServer.clock.move(minute);
  const request = { request: 'request-1', wish: { kind: 'word' }, reach: { kind: 'lead', person: 'lea' }, share: null };
  expect((await testServer.ask(maya, 'POST', '/api/debrief/requests', request)).status).toBe(200);
  expect((await testServer.ask(lea, 'POST', '/api/debrief/requests/request-1/gifts', { gift: 'gift-number-1', what: { kind: 'break', minutes: 10 } })).status).toBe(200);
  const { entries } = await read('/api/audit');
  expect(entries.find(({ deed }: AnyJson) => deed === 'person-changed')).toMatchObject({ by: 'ada', as: 'admin', about: { kind: 'person', name: 'Noor' } });
  const given = entries.filter(({ deed }: AnyJson) => deed === 'time-given');
  expect(given).toMatchObject([{ by: 'lea', as: 'lead', about: { kind: 'hidden' } }]);
  expect(entries.map(({ seq }: AnyJson) => seq)).toEqual(entries.map(({ seq }: AnyJson) => seq).toSorted((a: number, b: number) => b - a));
  expect(JSON.stringify(entries)).not.toContain('maya');
  expect((await read('/api/audit?about=maya')).entries).toEqual([]);
});

it('The audit log is filtered by who, whose, what and when', async () => {
  const deeds = async (query: string): Promise<string[]> => (await read(`/api/audit?${query}`)).entries.map(({ deed }: AnyJson) => deed);
  expect(await deeds('about=noor')).toEqual(['person-changed']);
  expect(await deeds('by=ada&deed=person-changed')).toEqual(['person-changed']);
  expect(await deeds('by=noor')).toEqual([]);
  expect(await deeds('deed=link-made')).toEqual([]);
  expect(await deeds(`fromAt=${testServer.clock.now() + 1}`)).toEqual([]);
  expect(await deeds(`about=noor&untilAt=${testServer.clock.now()}`)).toEqual(['person-changed']);
  expect((await testServer.ask(ada, 'GET', '/api/audit?deed=made-up')).status).toBe(400);
});

it('A file of the audit log holds the page’s entries, and that it was taken is on record', async () => {
  const reply = await testServer.app.inject({ method: 'GET', url: '/api/audit/file?about=noor', headers: { cookie: ada, 'x-onhook': '1' } });
  expect(reply.headers['content-type']).toMatch(/^text\/csv/);
  const rows = reply.body.trimEnd().split('\r\n');
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatch(/"ada","admin","person-changed","Noor","[\w+/=-]{20,}"$/);
  expect((await read('/api/audit')).entries[0]).toMatchObject({ by: 'ada', deed: 'log-taken', about: { kind: 'everybody' } });
  const noor = await testServer.signIn('noor');
  expect((await read('/api/looks', noor)).looks[0]).toMatchObject({ by: 'ada', deed: 'log-taken', everybody: true });
});

it('The policy shows each value, its setting, and whether the centre chose it', async () => {
  expect(await read('/api/policy')).toMatchObject({
    guaranteedMs: { value: 2 * minute, setting: 'ONHOOK_GUARANTEED_MINUTES', isDefault: true },
    hardLevel: { value: 2, setting: 'ONHOOK_HARD_LEVEL' },
    leastPeople: { value: 10, setting: null, isDefault: true },
  });
});

it('A phone system shows its abilities and its last notices, newest first', async () => {
  const [connection] = (await read('/api/phone-systems')).connections;
  expect(connection).toMatchObject({ source: 'scripted', state: 'up', mayBeChecked: false, capabilities: { pausesLines: true, setsPenalty: false } });
  testServer.phones.notify({ kind: 'unknown-event', detail: 'first' });
  testServer.phones.notify({ kind: 'resynced', detail: 'second' });
  const [after] = (await read('/api/phone-systems')).connections;
  expect(after.notices.slice(0, 2)).toEqual([
    { at: testServer.clock.now(), kind: 'resynced', detail: 'second' },
    { at: testServer.clock.now(), kind: 'unknown-event', detail: 'first' },
  ]);
  expect((await testServer.ask(ada, 'POST', '/api/phone-systems/scripted/check')).status).toBe(409);
  expect((await testServer.ask(ada, 'POST', '/api/phone-systems/no-such/check')).status).toBe(409);
});

it('Nobody but an administrator reads the audit log, the policy or the phone systems', async () => {
  for (const other of ['lea', 'ana', 'noor']) {
    const cookie = await testServer.signIn(other);
    for (const path of ['/api/audit', '/api/audit/file', '/api/policy', '/api/phone-systems']) expect((await testServer.ask(cookie, 'GET', path)).status).toBe(403);
  }
});

it('An administrator puts a paused line back, the agent reads it, and a line that is not paused is refused', async () => {
  const maya = await testServer.signIn('maya');
  const linesOf = async (): Promise<AnyJson> => (await read('/api/lines')).matched.find(({ person }: AnyJson) => person === 'maya');
  await testServer.settle();
  expect((await linesOf()).pausedByUs).toBe(true);
  expect((await testServer.ask(ada, 'POST', '/api/lines/put-back', { person: 'maya' })).status).toBe(200);
  await testServer.settle();
  expect((await linesOf()).pausedByUs).toBe(false);
  expect((await read('/api/looks', maya)).looks[0]).toMatchObject({ by: 'ada', deed: 'line-released' });
  expect((await testServer.ask(ada, 'POST', '/api/lines/put-back', { person: 'maya' })).status).toBe(409);
});
