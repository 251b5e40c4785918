import { asId, type PersonId } from '@onhook/core/ids';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { minute, openTestServer, type TestServer, type AnyJson } from '../support/test-server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let testServer: TestServer;
const cookies: Record<string, string> = {};

const ask = async (person: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<AnyJson> => {
  const reply = await testServer.ask(cookies[person]!, method, url, body);
  expect(`${method} ${url}: ${reply.status}`).toBe(`${method} ${url}: 200`);
  return reply.body;
};
const exportOf = (person: string): Promise<AnyJson> => ask(person, 'GET', '/api/my-data/export');
const exportedBy = async (person: string): Promise<string[]> =>
  (await ask(person, 'GET', '/api/looks')).looks.filter(({ deed }: AnyJson) => deed === 'data-exported').map(({ by }: AnyJson) => by);

const befriend = async (one: string, other: string): Promise<void> => {
  await ask(one, 'POST', '/api/circle', { person: other });
  await ask(other, 'POST', `/api/circle/${one}/answer`, { answer: 'agree' });
};

const released = {
  incident: 'incident-4711',
  call: { call: 'abusive', leg: 1 },
  happenedAt: 0,
  kind: 'threat',
  severity: 'The worst this year',
  happened: 'He said he knows where I park.',
  done: 'I warned him.',
  seenBy: ['lea'],
};
const share = { purpose: 'debrief-note', answers: null, sealed: 'c2VhbGVk' };

beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_CUSTOMER_URL: 'http://127.0.0.1:9/customers', ONHOOK_CUSTOMER_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}` });
  for (const person of ['tom', 'otto']) {
    const centre = asId<never>('main');
    await upsertPerson(testServer.context.store.db, { centre, person: asId<PersonId>(person), name: person, email: null, roles: json(['agent']), team: null, active: true, created_at: 0 });
  }
  await testServer.context.peopleChanged();
  for (const person of ['maya', 'noor', 'tom', 'otto', 'lea']) cookies[person] = await testServer.signIn(person);
  testServer.phones.call('abusive', 'PJSIP/1', 'Billing', 20 * 60);
  await testServer.settle();
});
afterAll(() => testServer.close());

describe('An export of one’s own data', () => {
  it('holds no words of an agent’s incident for the lead who acted on it, and the agent reads that it was made', async () => {
    await ask('maya', 'POST', '/api/incidents', released);
    await ask('lea', 'POST', '/api/team-incidents/incident-4711/customer', { measure: 'barred' });
    await ask('lea', 'POST', '/api/team-incidents/incident-4711/duties/break-given', { done: true });
    const file = await exportOf('lea');
    expect(JSON.stringify(file)).not.toMatch(/park|worst this year|warned/);
    // The export contains the lead's acts, as the lead’s list shows them.
    expect(JSON.stringify(file)).toContain('incident-4711');
    expect(await exportedBy('maya')).toEqual(['lea']);
    expect(JSON.stringify(await exportOf('maya'))).toMatch(/knows where I park/);
  });

  it('does not tell an agent that their circle request was declined', async () => {
    await ask('maya', 'POST', '/api/circle', { person: 'noor' });
    const before = await exportOf('maya');
    await ask('noor', 'POST', '/api/circle/maya/answer', { answer: 'decline' });
    const after = await exportOf('maya');
    expect(JSON.stringify(after)).toContain('noor');
    expect({ ...after, session: [], at: '' }).toEqual({ ...before, session: [], at: '' });
    expect(JSON.stringify(await exportOf('noor'))).not.toContain('maya');
  });

  it('does not tell an agent who of their circle declined a word', async () => {
    await befriend('maya', 'tom');
    await befriend('maya', 'otto');
    await ask('maya', 'POST', '/api/debrief/requests', { request: 'request-1', wish: { kind: 'word' }, reach: { kind: 'circle' }, share: null });
    await ask('tom', 'POST', '/api/debrief/requests/request-1/answer', { answer: { kind: 'cannot' } });
    const { circle: _circle, circle_tie: _ties, ...rest } = await exportOf('maya');
    expect(JSON.stringify(rest)).toContain('request-1');
    expect(JSON.stringify(rest)).not.toContain('"tom"');
    expect(JSON.stringify(rest)).not.toMatch(/"declinedAt":[1-9]/);
    // Among the other people asked, only the one who may still answer sees the request, and that Maya made it.
    expect(JSON.stringify(await exportOf('otto'))).toContain('request-1');
    expect(JSON.stringify(await exportOf('tom'))).not.toContain('request-1');
    expect(await exportedBy('maya')).toContain('otto');
    expect(await exportedBy('maya')).not.toContain('"tom"');
  });

  it('holds no share that its sender has taken back, and the sender of another reads that the export was made', async () => {
    for (const id of ['share-kept-1', 'share-taken-back']) await ask('maya', 'POST', '/api/shares', { ...share, share: id, to: 'lea' });
    await ask('maya', 'DELETE', '/api/shares/share-taken-back');
    testServer.clock.move(minute);
    const file = JSON.stringify(await exportOf('lea'));
    expect(file).toContain('share-kept-1');
    expect(file).not.toContain('share-taken-back');
    expect(file).not.toContain('c2VhbGVk');
    expect((await exportedBy('maya'))[0]).toBe('lea');
    // The export of its sender shows the share as taken back.
    expect(JSON.stringify(await exportOf('maya'))).toContain('share-taken-back');
  });

  it('agrees with the counts on the page of what is held', async () => {
    const keys = {
      signIns: 'session',
      passkeys: 'passkey',
      calls: 'call',
      recoveries: 'recovery',
      offers: 'offer',
      resets: 'reset',
      carryItems: 'carry_item',
      circle: 'circle',
      phrases: 'phrases',
      shares: 'shares',
      incidents: 'incidents',
    };
    for (const person of ['maya', 'noor', 'lea', 'tom']) {
      const { hardTaps, ...counts } = (await ask(person, 'GET', '/api/my-data')).counts;
      const file = await exportOf(person);
      const lengths = Object.fromEntries(Object.entries(keys).map(([row, key]) => [row, file[key].length]));
      expect({ person, ...lengths }).toEqual({ person, ...counts });
      expect(hardTaps).toBe(file.call.filter(({ tap }: AnyJson) => tap !== null).length);
    }
    expect((await ask('maya', 'GET', '/api/my-data')).counts).toMatchObject({ calls: 1, circle: 3, shares: 2, incidents: 1 });
    expect((await ask('noor', 'GET', '/api/my-data')).counts).toMatchObject({ circle: 0 });
  });

  it('is nobody else’s matter where it holds nothing of theirs', async () => {
    const before = await exportedBy('noor');
    for (const person of ['maya', 'lea', 'tom', 'otto']) await exportOf(person);
    expect(await exportedBy('noor')).toEqual(before);
  });
});
