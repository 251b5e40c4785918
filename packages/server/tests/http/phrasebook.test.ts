import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type PersonId, type TeamId } from '@onhook/core/ids';
import { setLeads } from '../../src/platform/organisation/index.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
const cookies: Record<string, string> = {};
const limit = { situation: 'limit', text: ' One at a time, please. ', when: 'They talk over you.', avoid: '' };

beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_END_ABUSIVE_CALLS: 'not-allowed' });
  for (const person of ['maya', 'noor', 'lea']) cookies[person] = await testServer.signIn(person);
});
afterAll(() => testServer.close());

const ask = (person: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => testServer.ask(cookies[person]!, method, url, body);
const write = (phrase: string, body: object = limit, team = 'red') => ask('lea', 'POST', `/api/teams/${team}/phrases/${phrase}`, body);
const remove = (phrase: string, team = 'red') => ask('lea', 'DELETE', `/api/teams/${team}/phrases/${phrase}`);
const seenBy = async (person: string): Promise<string[]> =>
  (await ask(person, 'GET', '/api/phrases')).body.team.map(({ text }: { text: string }) => text);

describe('team phrases', () => {
  it('are written and changed by the team’s lead and seen by its agents, and by nobody of another team', async () => {
    expect((await write('p1')).status).toBe(200);
    expect((await ask('maya', 'GET', '/api/phrases')).body).toEqual({
      endAbusiveCalls: 'not-allowed',
      team: [{ phrase: 'p1', situation: 'limit', text: 'One at a time, please.', when: 'They talk over you.', avoid: '' }],
    });
    expect(await seenBy('noor')).toEqual([]);
    await write('p1', { ...limit, text: 'واحد في كل مرة 👋🏽' });
    expect(await seenBy('maya')).toEqual(['واحد في كل مرة 👋🏽']);
    const { teams } = (await ask('lea', 'GET', '/api/teams/phrases')).body;
    expect(teams).toMatchObject([{ team: 'red', phrases: [{ phrase: 'p1' }] }]);
    expect(JSON.stringify(teams)).not.toContain('lea');
  });

  it('come back with the same identifier after a removal, which may be asked for twice', async () => {
    await write('p2');
    expect((await remove('p2')).status).toBe(200);
    expect((await remove('p2')).status).toBe(200);
    expect(await seenBy('maya')).not.toContain('One at a time, please.');
    expect((await write('p2')).status).toBe(200);
    expect((await write('p2')).status).toBe(200);
    expect((await seenBy('maya')).filter((text) => text === 'One at a time, please.')).toHaveLength(1);
  });

  it('of another team are out of a lead’s reach, whether the team is there or not', async () => {
    for (const team of ['blue', 'nothing']) {
      for (const refused of [await write('p1', limit, team), await remove('p1', team)]) {
        expect(refused).toMatchObject({ status: 403, body: { error: 'not-allowed' } });
      }
    }
    await setLeads(testServer.context.store.db, asId<never>('main'), asId<TeamId>('blue'), [asId<PersonId>('lea')]);
    expect((await write('p1', { ...limit, text: 'For blue.' }, 'blue')).status).toBe(200);
    expect(await seenBy('noor')).toEqual(['For blue.']);
    expect(await seenBy('maya')).not.toContain('For blue.');
  });

  it('are refused when empty, too long or of no situation, and what was written is in no answer and no log', async () => {
    const secret = 'what a lead wrote';
    for (const body of [
      { ...limit, text: ' \u0000\n' },
      { ...limit, text: `${secret}${'x'.repeat(500)}` },
      { ...limit, when: `${secret}${'x'.repeat(500)}` },
      { ...limit, text: secret, situation: 'anger' },
      { ...limit, text: `${secret}\u0000` },
    ]) {
      const refused = await write('p3', body);
      expect(refused).toMatchObject({ status: 400, body: { error: 'bad-input' } });
      expect(JSON.stringify(refused.body)).not.toContain(secret);
    }
    expect(await seenBy('maya')).not.toContain(secret);
    expect(testServer.logged.join('')).not.toContain(secret);
    expect((await write('p3', limit, '%00')).body.error).toBe('bad-input');
    expect((await write('p%2F3')).body.error).toBe('bad-input');
  });

  it('end at 500, and what is there can still be changed', async () => {
    const has = (await seenBy('maya')).length;
    for (let n = has; n < 500; n += 1) expect((await write(`many-${n}`)).status).toBe(200);
    expect(await write('one-more')).toMatchObject({ status: 409, body: { error: 'no-longer-possible' } });
    expect((await write('p1', { ...limit, text: 'Changed.' })).status).toBe(200);
    expect(await seenBy('maya')).toHaveLength(500);
  });
});
