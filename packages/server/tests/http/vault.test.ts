import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type PersonId, type ShareId, type TeamId } from '@onhook/core/ids';
import { inviteIntoCircle } from '../../src/features/circle/queries.ts';
import { json } from '../../src/platform/store/index.ts';
import { setLeads, upsertPerson } from '../../src/platform/organisation/index.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
const cookies: Record<string, string> = {};
const centre = asId<never>('main');

beforeAll(async () => {
  testServer = await openTestServer();
  const third = { centre, person: asId<PersonId>('tom'), name: 'tom', email: null, team: asId<TeamId>('blue'), active: true, created_at: 0 };
  await upsertPerson(testServer.context.store.db, { ...third, roles: json(['agent']) });
  for (const person of ['maya', 'noor', 'lea', 'ana', 'tom']) cookies[person] = await testServer.signIn(person);
});
afterAll(() => testServer.close());

const ask = (person: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => testServer.ask(cookies[person]!, method, url, body);
const look = async (person: string, since = 0) => (await ask(person, 'GET', `/api/vault?since=${since}`)).body;
const putKeys = (person: string, version: number, card = `card-of-${person}`, head: object | null = null) =>
  ask(person, 'POST', '/api/vault/keys', { version, sealed: `keys-${version}-of-${person}`, card, head });
const write = (person: string, version: number, put: object[] = [], deleted: string[] = [], keysVersion = person === 'maya' ? 2 : 1) =>
  ask(person, 'POST', '/api/vault/changes', { keysVersion, head: { version, sealed: `head-${version}` }, put, deleted });
const thing = (item: string, version: number, sealed = `sealed-${item}-${version}`) => ({ item, version, sealed });

describe('a vault on the server', () => {
  it('is made by the first keys, which only the next version replaces', async () => {
    expect(await look('maya')).toEqual({ centre: 'main', person: 'maya', keys: null, head: null, items: [] });
    expect(await write('maya', 1)).toMatchObject({ status: 404, body: { error: 'not-found' } });
    expect((await putKeys('maya', 2)).status).toBe(409);
    expect((await putKeys('maya', 1)).status).toBe(200);
    expect((await putKeys('maya', 1)).status).toBe(409);
    expect((await putKeys('maya', 3)).status).toBe(409);
    expect((await putKeys('maya', 2, 'another-card')).status).toBe(409);
    expect((await putKeys('maya', 2)).status).toBe(200);
    expect(await look('maya')).toMatchObject({ keys: { version: 2, sealed: 'keys-2-of-maya', card: 'card-of-maya' }, head: null, items: [] });
  });

  it('is written all at once, where the list is still of the version before', async () => {
    expect((await write('maya', 1, [thing('a', 1), thing('b', 1)])).status).toBe(200);
    expect(await write('maya', 1, [thing('a', 9)])).toMatchObject({ status: 409, body: { error: 'no-longer-possible' } });
    expect((await write('maya', 3, [thing('a', 9)])).status).toBe(409);
    expect((await write('maya', 2, [thing('a', 2)], ['b'])).status).toBe(200);
    expect(await look('maya')).toMatchObject({ head: { version: 2, sealed: 'head-2' }, items: [thing('a', 2)] });
    expect((await write('maya', 3, [thing('c', 1)])).status).toBe(200);
    expect((await look('maya', 2)).items).toEqual([thing('c', 1)]);
    const both = await Promise.all([write('maya', 4, [thing('here', 1)]), write('maya', 4, [thing('there', 1)])]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { items } = await look('maya', 3);
    expect(items).toHaveLength(1);
  });

  it('takes what is large, and refuses what is no base64url, named twice or larger', async () => {
    expect((await write('maya', 5, [thing('large', 1, 'A'.repeat(1_400_000))])).status).toBe(200);
    for (const bad of [[thing('d', 1, 'what a person wrote')], [thing('e f', 1)], [thing('g', 0)], [thing('h', 1), thing('h', 2)]])
      expect((await write('maya', 6, bad)).status).toBe(400);
    expect((await write('maya', 6, [thing('i', 1)], ['i'])).status).toBe(400);
    expect((await write('maya', 6, [thing('j', 1, 'A'.repeat(1_500_000))])).status).toBe(400);
    expect(testServer.logged.join('')).not.toMatch(/what a person wrote|sealed-a/);
    expect((await write('maya', 6, [], ['large'])).status).toBe(200);
  });

  it('is nobody else’s, and goes as a whole', async () => {
    expect(await look('noor')).toMatchObject({ keys: null, head: null, items: [] });
    await putKeys('noor', 1);
    expect((await write('noor', 1, [thing('a', 1, 'of-noor')])).status).toBe(200);
    expect(await look('noor')).toMatchObject({ items: [{ sealed: 'of-noor' }] });
    expect((await look('maya')).items.map(({ sealed }: { sealed: string }) => sealed)).not.toContain('of-noor');
    await ask('noor', 'DELETE', '/api/vault');
    expect(await look('noor')).toMatchObject({ keys: null, head: null, items: [] });
    expect((await look('maya')).items.length).toBeGreaterThan(0);
    await putKeys('noor', 1, 'a-fresh-start');
    expect(await look('noor')).toMatchObject({ keys: { version: 1, card: 'a-fresh-start' }, head: null, items: [] });
  });
});

describe('keys that are renewed', () => {
  it('come with the list of everything or not at all, and shut out writes under the keys before', async () => {
    await putKeys('tom', 1);
    expect((await write('tom', 1, [thing('a', 1)])).status).toBe(200);
    expect((await putKeys('tom', 2, 'card-of-tom', { version: 3, sealed: 'too-late' })).status).toBe(409);
    expect((await putKeys('tom', 2, 'card-of-tom', { version: 1, sealed: 'too-early' })).status).toBe(409);
    expect(await look('tom')).toMatchObject({ keys: { version: 1 }, head: { version: 1, sealed: 'head-1' } });
    const both = await Promise.all([putKeys('tom', 2, 'card-of-tom', { version: 2, sealed: 'renewed' }), write('tom', 2, [thing('b', 1)])]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    if (both[0].status === 409) await putKeys('tom', 2, 'card-of-tom', { version: 3, sealed: 'renewed' });
    const { head } = await look('tom');
    expect(head.sealed).toBe('renewed');
    // Another device still has the keys before.
    expect(await write('tom', head.version + 1, [thing('c', 1)], [], 1)).toMatchObject({ status: 409 });
    expect(await look('tom')).toMatchObject({ keys: { version: 2 }, head });
    expect((await write('tom', head.version + 1, [thing('c', 1)], [], 2)).status).toBe(200);
    // A passkey more changes the keys, and nothing else.
    expect((await putKeys('tom', 3)).status).toBe(200);
    expect((await look('tom')).head.version).toBe(head.version + 1);
    await ask('tom', 'DELETE', '/api/vault');
  });
});

describe('shares', () => {
  const share = (from: string, to: string, name: string, answers: string | null = null) =>
    ask(from, 'POST', '/api/shares', { share: name, to, purpose: answers ? 'feedback-answer' : 'feedback-question', answers, sealed: `sealed-${name}` });
  const people = async (person: string) => (await ask(person, 'GET', '/api/shares/people')).body.people;
  const shares = async (person: string) => (await ask(person, 'GET', '/api/shares')).body;
  const fetch = (person: string, name: string) => ask(person, 'POST', `/api/shares/${name}/open`);

  it('go to the circle and between an agent and their team’s lead, and to nobody else', async () => {
    expect(await people('maya')).toEqual([{ person: 'lea', name: 'lea', card: null }]);
    expect(await people('lea')).toEqual([]);
    expect(await share('lea', 'maya', 'q0')).toMatchObject({ status: 404 });
    expect(await people('ana')).toEqual([]);
    for (const to of ['noor', 'ana', 'maya', 'nobody']) expect(await share('maya', to, 'q0')).toMatchObject({ status: 404 });
    const [asker, asked] = [asId<PersonId>('maya'), asId<PersonId>('noor')];
    await inviteIntoCircle(testServer.context.store.db, centre, { asker, asked }, 1);
    expect((await share('maya', 'noor', 'q0')).status).toBe(404);
    await inviteIntoCircle(testServer.context.store.db, centre, { asker: asked, asked: asker }, 2);
    expect((await people('maya')).map(({ person }: { person: string }) => person)).toEqual(['lea', 'noor']);
  });

  it('are fetched by the one they are for, seen to be fetched, and answered', async () => {
    expect((await share('maya', 'noor', 'q1')).status).toBe(200);
    expect((await share('maya', 'noor', 'q1')).status).toBe(200);
    expect((await share('noor', 'maya', 'q1')).status).toBe(409);
    for (const person of ['tom', 'lea', 'maya', 'ana']) expect(await fetch(person, 'q1')).toMatchObject({ status: 404, body: { error: 'not-found' } });
    const now = testServer.clock.now();
    expect(await shares('noor')).toMatchObject({ received: [{ share: 'q1', from: 'maya', openedAt: null, sentAt: now }], sent: [] });
    expect(JSON.stringify(await shares('noor'))).not.toContain('sealed');
    expect((await fetch('noor', 'q1')).body).toEqual({ sealed: 'sealed-q1' });
    testServer.clock.move(1_000);
    await fetch('noor', 'q1');
    expect(await shares('maya')).toMatchObject({ sent: [{ share: 'q1', to: 'noor', openedAt: now, takenBackAt: null }], received: [] });
    expect((await share('noor', 'maya', 'a1', 'q1')).status).toBe(200);
    expect((await share('noor', 'maya', 'a2', 'a1')).status).toBe(404);
    expect((await share('lea', 'maya', 'a3', 'q1')).status).toBe(404);
    expect(await shares('maya')).toMatchObject({ received: [{ share: 'a1', answers: 'q1' }] });
    for (const person of ['tom', 'lea', 'ana']) expect(await shares(person)).toEqual({ received: [], sent: [] });
  });

  it('are taken back by the one who sent them, after which nobody fetches them', async () => {
    await share('maya', 'lea', 'q2');
    // maya has turned to lea, who may now answer.
    expect((await people('lea')).map(({ person }: { person: string }) => person)).toEqual(['maya']);
    for (const person of ['lea', 'noor', 'tom']) expect((await ask(person, 'DELETE', '/api/shares/q2')).status).toBe(404);
    expect((await ask('maya', 'DELETE', '/api/shares/q2')).status).toBe(200);
    expect((await ask('maya', 'DELETE', '/api/shares/q2')).status).toBe(200);
    expect((await fetch('lea', 'q2')).status).toBe(404);
    expect((await shares('lea')).received).toEqual([]);
    expect((await shares('maya')).sent.find(({ share: name }: { share: string }) => name === 'q2').takenBackAt).toBe(testServer.clock.now());
    const { sealed } = await testServer.context.store.db.selectFrom('share').select('sealed').where('share', '=', asId<ShareId>('q2')).executeTakeFirstOrThrow();
    expect(sealed).toBe(null);
  });

  it('end with the vault they came from, and with what ties two people for new ones', async () => {
    await setLeads(testServer.context.store.db, centre, asId<TeamId>('red'), []);
    expect((await share('maya', 'lea', 'q3')).status).toBe(404);
    expect((await share('maya', 'noor', 'q4')).status).toBe(200);
    await ask('maya', 'DELETE', '/api/vault');
    expect((await fetch('noor', 'q4')).status).toBe(404);
    expect((await fetch('maya', 'a1')).status).toBe(200);
  });
});
