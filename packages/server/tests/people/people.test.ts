import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type CentreId, type LineId, type PersonId } from '@onhook/core/ids';
import { carryOut } from '../../src/control/commands.ts';
import { scheduleJobs } from '../../src/jobs.ts';
import { allLines } from '../../src/centre/queries/lines.ts';
import { allPeople, findPerson } from '../../src/platform/organisation/index.ts';
import { minute, openTestServer, type TestServer, type AnyJson } from '../support/test-server.ts';

const centre = asId<CentreId>('main');
let testServer: TestServer;
let ada: string;
beforeAll(async () => {
  testServer = await openTestServer();
  ada = await testServer.signIn('ada');
});
afterAll(() => testServer.close());

const people = async (): Promise<AnyJson> => (await testServer.ask(ada, 'GET', '/api/people')).body;
const personOf = (id: string) => findPerson(testServer.context.store.db, centre, asId<PersonId>(id));
const written = (changes: object = {}) => ({ name: 'Inga Berg', email: 'inga@example.com', team: 'red', roles: ['agent'], active: true, ...changes });

describe('an administrator', () => {
  it('adds and changes people, and sees no content', async () => {
    const { body } = await testServer.ask(ada, 'POST', '/api/people', written());
    expect(body.person).toBe('inga-berg');
    expect((await people()).people.find((one: AnyJson) => one.person === 'inga-berg')).toEqual({
      person: 'inga-berg',
      ...written(),
      byDirectory: false,
      lines: [],
      lastSignInDay: null,
    });
    expect((await testServer.ask(ada, 'POST', '/api/people', written({ email: 'INGA@example.com' }))).body.error).toBe('no-longer-possible');
    expect((await testServer.ask(ada, 'POST', '/api/people', written({ email: null, team: 'green' }))).status).toBe(404);
    expect((await testServer.ask(ada, 'POST', '/api/people/nobody', written({ email: null }))).status).toBe(404);
    const cookie = await testServer.signIn('inga-berg');
    await testServer.ask(ada, 'POST', '/api/people/inga-berg', written({ active: false }));
    expect((await testServer.ask(cookie, 'GET', '/api/session')).status).toBe(401);
  });

  it('makes a link that signs in as a person once, and reads the day of the sign-in but not its time', async () => {
    await testServer.ask(ada, 'POST', '/api/people', written({ name: 'Wim Bos', email: null }));
    const { status, body } = await testServer.ask(ada, 'POST', '/api/people/wim-bos/sign-in-link');
    expect(status).toBe(200);
    expect(body).toEqual({ url: expect.stringMatching(/\/sign-in#[\w-]{20,}$/), expiresAt: testServer.clock.now() + 24 * 60 * minute });
    const token = body.url.split('#')[1];
    const dayOf = async () => (await people()).people.find((one: AnyJson) => one.person === 'wim-bos').lastSignInDay;
    expect(await dayOf()).toBeNull();
    const redeem = () => testServer.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-onhook': '1' }, payload: { token } });
    const signedIn = await redeem();
    expect(signedIn.json()).toMatchObject({ person: { person: 'wim-bos' } });
    expect((await redeem()).statusCode).not.toBe(200);
    expect(await dayOf()).toBe('2026-03-02');
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    const { looks } = (await testServer.ask(cookie, 'GET', '/api/looks')).body;
    expect(looks.map(({ by, deed }: AnyJson) => [by, deed])).toContainEqual(['ada', 'link-made']);
  });

  it('makes no link for somebody who is not active, and nobody else makes one', async () => {
    await testServer.ask(ada, 'POST', '/api/people/wim-bos', written({ name: 'Wim Bos', email: null, active: false }));
    expect((await testServer.ask(ada, 'POST', '/api/people/wim-bos/sign-in-link')).status).toBe(409);
    expect((await testServer.ask(ada, 'POST', '/api/people/no-such-person/sign-in-link')).status).toBe(404);
    for (const other of ['lea', 'ana', 'noor']) {
      expect((await testServer.ask(await testServer.signIn(other), 'POST', '/api/people/noor/sign-in-link')).status).toBe(403);
    }
  });

  it('cannot shut themself out', async () => {
    for (const changes of [{ active: false }, { roles: ['agent'] }]) {
      const { body } = await testServer.ask(ada, 'POST', '/api/people/ada', { name: 'ada', email: null, team: null, roles: ['admin'], active: true, ...changes });
      expect(body.error).toBe('no-longer-possible');
    }
    expect(await personOf('ada')).toMatchObject({ active: true, roles: ['admin'] });
  });

  it('says which teams there are, at which site, and who leads them', async () => {
    await testServer.ask(ada, 'POST', '/api/sites/harbour', { name: 'Harbour' });
    await testServer.ask(ada, 'POST', '/api/teams/night', { name: 'Night desk', site: 'harbour', leads: ['lea', 'noor'] });
    expect((await people()).teams).toContainEqual({ team: 'night', name: 'Night desk', site: 'harbour', leads: ['lea', 'noor'] });
    expect((await testServer.ask(await testServer.signIn('lea'), 'GET', '/api/board')).body.teams.map((one: AnyJson) => one.team).sort()).toEqual(['night', 'red']);
    expect((await testServer.ask(ada, 'POST', '/api/teams/other', { name: 'NIGHT DESK', site: null, leads: [] })).status).toBe(409);
    await testServer.ask(ada, 'DELETE', '/api/sites/harbour');
    expect((await people()).teams.find((one: AnyJson) => one.team === 'night').site).toBeNull();
    await testServer.ask(ada, 'DELETE', '/api/teams/night');
    expect((await people()).teams.map((one: AnyJson) => one.team)).toEqual(['blue', 'red']);
  });
});

describe('a stand-in', () => {
  const teamsOf = async (cookie: string): Promise<string[] | number> => {
    const { status, body } = await testServer.ask(cookie, 'GET', '/api/board');
    return status === 200 ? body.teams.map((one: AnyJson) => one.team) : status;
  };
  const standIn = (fromAt: number, untilAt: number) => ({ lead: 'lea', person: 'noor', fromAt, untilAt });

  it('may what the lead may, from then until then, and not a moment longer', async () => {
    const noor = await testServer.signIn('noor');
    const from = testServer.clock.now() + minute;
    await testServer.ask(ada, 'POST', '/api/stand-ins', standIn(from, from + 2 * minute));
    expect((await people()).standIns).toEqual([standIn(from, from + 2 * minute)]);
    expect(await teamsOf(noor)).toBe(403);
    testServer.clock.move(minute);
    expect(await teamsOf(noor)).toEqual(['red']);
    expect((await testServer.ask(noor, 'GET', '/api/session')).body.roles).toEqual(['agent', 'lead']);
    expect((await testServer.ask(noor, 'GET', '/api/people')).status).toBe(403);
    testServer.clock.move(2 * minute);
    expect(await teamsOf(noor)).toBe(403);
    expect((await people()).standIns).toEqual([]);
  });

  it('loses it at once when it is taken back, and stands in for nobody’s stand-in', async () => {
    const noor = await testServer.signIn('noor');
    const maya = await testServer.signIn('maya');
    const now = testServer.clock.now();
    await testServer.ask(ada, 'POST', '/api/stand-ins', standIn(now, now + minute));
    await testServer.ask(ada, 'POST', '/api/stand-ins', { lead: 'noor', person: 'maya', fromAt: now, untilAt: now + minute });
    expect(await teamsOf(noor)).toEqual(['red']);
    expect(await teamsOf(maya)).toBe(403);
    await testServer.ask(ada, 'POST', '/api/stand-ins/remove', { lead: 'lea', person: 'noor', fromAt: now });
    expect(await teamsOf(noor)).toBe(403);
    for (const wrong of [{ ...standIn(now, now), }, { ...standIn(now, now + 1), person: 'lea' }]) {
      expect((await testServer.ask(ada, 'POST', '/api/stand-ins', wrong)).status).toBe(400);
    }
  });

  it('has the board taken away that they have open, when it is over', async () => {
    scheduleJobs(testServer.context);
    await testServer.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = testServer.app.server.address() as AddressInfo;
    const now = testServer.clock.now();
    await testServer.ask(ada, 'POST', '/api/stand-ins', standIn(now, now + minute));
    const response = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { cookie: await testServer.signIn('noor') } });
    const reader = response.body!.getReader();
    let received = '';
    while (!received.includes('event: board')) received += new TextDecoder().decode((await reader.read()).value);
    testServer.clock.move(minute);
    while (!(await reader.read()).done) continue;
    expect(received).toContain('"team":"red"');
  });
});

describe('an import', () => {
  const csv = 'email,name,team,roles,line\nolaf@example.com,Olaf Dahl,Night desk,agent,PJSIP/7\ninga@example.com,Inga Dahl,,,\n,Nobody,,,\n';
  const preview = async (text = csv): Promise<AnyJson> => (await testServer.ask(ada, 'POST', '/api/people/import/preview', { csv: text })).body;
  const everything = async () => JSON.stringify([await allPeople(testServer.context.store.db, centre), await allLines(testServer.context.store.db, centre)]);

  it('shows what it would change, and writes nothing until it is told to', async () => {
    const before = await everything();
    const shown = await preview();
    expect(shown).toMatchObject({
      kind: 'plan',
      newTeams: ['Night desk'],
      unreported: [{ at: 2, line: 'PJSIP/7' }],
      same: 0,
      added: [{ at: 2, name: 'Olaf Dahl', team: 'Night desk', roles: ['agent'], line: 'PJSIP/7' }],
      changed: [{ at: 3, name: 'Inga Dahl', changes: [{ field: 'name', from: 'Inga Berg', to: 'Inga Dahl' }] }],
      refused: [{ at: 4, because: 'no-email', what: 'Nobody' }],
    });
    expect(await everything()).toBe(before);
    expect(await preview('this is nothing')).toEqual({ kind: 'unreadable', because: 'no-columns', at: 1 });
  });

  it('is done as it was shown, or not at all', async () => {
    const { digest } = await preview();
    const before = await everything();
    const other = csv.replace('Olaf', 'Ole');
    for (const wrong of [{ csv: other, digest }, { csv, digest: 'made-up' }, { csv: 'nothing', digest }]) {
      expect((await testServer.ask(ada, 'POST', '/api/people/import', wrong)).status).toBe(409);
    }
    expect(await everything()).toBe(before);
    expect((await testServer.ask(ada, 'POST', '/api/people/import', { csv, digest })).body).toEqual({ added: 1, changed: 1 });
    expect(await personOf('olaf-dahl')).toMatchObject({ name: 'Olaf Dahl', team: 'Night desk', active: true });
    expect((await allLines(testServer.context.store.db, centre)).find(({ line }) => line === asId<LineId>('PJSIP/7'))).toMatchObject({ person: 'olaf-dahl' });
    // The same file a second time changes nothing.
    expect(await preview()).toMatchObject({ added: [], changed: [], same: 2 });
    expect((await testServer.ask(ada, 'POST', '/api/people/import', { csv, digest })).status).toBe(409);
  });

  it('takes a file of thousands', async () => {
    const many = `email,name\n${Array.from({ length: 3000 }, (_, n) => `p${n}@example.com,Person ${n}`).join('\n')}`;
    expect((await preview(many)).added).toHaveLength(3000);
  });

  it('can be had from the command line', async () => {
    const context = { config: testServer.context.config, store: testServer.context.store, clock: testServer.clock, runtime: testServer.context.runtime, peopleChanged: testServer.context.peopleChanged };
    const text = 'email;name;roles\npia@example.com;Pia Lind;lead\n';
    const looked = await carryOut(context, { kind: 'import', csv: text, digest: null });
    if (looked.kind !== 'preview' || looked.preview.kind !== 'plan') throw new Error(looked.kind);
    expect(await personOf('pia-lind')).toBeUndefined();
    expect(await carryOut(context, { kind: 'import', csv: text, digest: looked.preview.digest })).toEqual({ kind: 'done' });
    expect(await personOf('pia-lind')).toMatchObject({ roles: ['lead'] });
  });
});
