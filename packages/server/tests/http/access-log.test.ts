import { asId, type CentreId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChain, recordPolicyChange } from '../../src/platform/audit/index.ts';
import { carryOut } from '../../src/control/commands.ts';
import { auditRows } from '../../src/platform/audit/index.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
const cookies: Record<string, string> = {};
const centre = asId<CentreId>('main');

beforeAll(async () => {
  testServer = await openTestServer();
  for (const person of ['maya', 'noor', 'lea', 'ada']) cookies[person] = await testServer.signIn(person);
});
afterAll(() => testServer.close());

const accessLog = async (person: string) => (await testServer.ask(cookies[person]!, 'GET', '/api/looks')).body.looks;
const match = (line: string, person: string | null) => testServer.ask(cookies['ada']!, 'POST', '/api/lines/match', { line, person });
const command = (asked: Parameters<typeof carryOut>[1]) => {
  const { config, store, clock, runtime } = testServer.context;
  return carryOut({ config, store, clock, runtime, peopleChanged: () => testServer.context.peopleChanged() }, asked);
};

describe('who looked at what', () => {
  it('tells those whose line it was and is, and nobody else', async () => {
    expect(await accessLog('maya')).toEqual([]);
    expect((await match('PJSIP/2', 'maya')).status).toBe(200);
    const entry = { by: 'ada', as: 'admin', deed: 'line-matched', everybody: false, at: testServer.clock.now() };
    expect(await accessLog('maya')).toMatchObject([entry]);
    expect(await accessLog('noor')).toMatchObject([entry]);
    expect(await accessLog('lea')).toEqual([]);
    expect((await match('PJSIP/2', 'noor')).status).toBe(200);
    expect(await accessLog('maya')).toHaveLength(2);
  });

  it('writes nothing of what was refused', async () => {
    expect((await match('PJSIP/404', 'maya')).status).toBe(404);
    expect(await accessLog('maya')).toHaveLength(2);
  });

  it('answers nothing, and changes nothing, where it cannot be written down', async () => {
    const { db } = testServer.context.store;
    await testServer.context.store.asOwner((owner) => sql`alter table audit_entry rename column hash to gone`.execute(owner));
    expect((await match('PJSIP/2', 'maya')).status).toBe(500);
    await testServer.context.store.asOwner((owner) => sql`alter table audit_entry rename column gone to hash`.execute(owner));
    const lines = await db.selectFrom('line').select(['line', 'person']).where('centre', '=', centre).where('line', '=', 'PJSIP/2' as never).execute();
    expect(lines).toEqual([{ line: 'PJSIP/2', person: 'noor' }]);
    expect(await accessLog('maya')).toHaveLength(2);
  });

  it('knows what was done at the server itself', async () => {
    await command({ kind: 'link', person: 'maya', hours: 1 });
    await command({ kind: 'person', person: 'maya', name: null, roles: null, team: 'blue', leads: null, line: null, active: true });
    const [changed, linked] = await accessLog('maya');
    expect([changed, linked]).toMatchObject([
      { by: null, as: 'command-line', deed: 'person-changed' },
      { by: null, as: 'command-line', deed: 'link-made' },
    ]);
  });

  it('goes back in pages', async () => {
    for (let n = 0; n < 55; n += 1) await match('PJSIP/2', n % 2 === 0 ? 'maya' : 'noor');
    const first = (await testServer.ask(cookies['maya']!, 'GET', '/api/looks')).body;
    expect(first.looks).toHaveLength(59);
    expect(first.next).toBeNull();
    const before = first.looks[9].seq;
    expect((await testServer.ask(cookies['maya']!, 'GET', `/api/looks?before=${before}`)).body.looks).toEqual(first.looks.slice(10));
  });

  it('can only be added to, and is one chain', async () => {
    const { store } = testServer.context;
    for (const change of [sql`update audit_entry set about = 'noor'`, sql`delete from audit_entry`, sql`truncate audit_entry`]) {
      await expect(store.asOwner((owner) => change.execute(owner))).rejects.toMatchObject({ code: '23001' });
      await expect(change.execute(store.db)).rejects.toMatchObject({ code: '42501' });
    }
    const checked = await checkChain(auditRows(store.db, centre), null);
    expect(checked).toMatchObject({ kind: 'unbroken', head: { seq: 116 } });
    const verified = await command({ kind: 'verify-audit', head: null });
    expect(verified).toMatchObject({ kind: 'unbroken', entries: 116 });

    await store.asOwner(async (owner) => {
      await sql`alter table audit_entry disable trigger user`.execute(owner);
      await sql`update audit_entry set about = 'lea' where seq = 40`.execute(owner);
      await sql`alter table audit_entry enable trigger user`.execute(owner);
    });
    expect(await command({ kind: 'verify-audit', head: null })).toMatchObject({ kind: 'problem', message: expect.stringContaining('broken at entry 40') });
  });

  it('is written by many at once in one line', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => match('PJSIP/1', n % 2 === 0 ? 'maya' : null)));
    const { rows } = await sql<{ seq: number }>`select seq from audit_entry order by seq`.execute(testServer.context.store.db);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1));
  });

  it('tells everybody when the server was started with something else decided, and only then', async () => {
    const { config, store, clock } = testServer.context;
    const before = (await accessLog('lea')).length;
    await recordPolicyChange(store.db, centre, config, clock.now());
    expect(await accessLog('lea')).toHaveLength(before);
    for (const logDays of [config.logDays + 1, config.logDays + 1]) await recordPolicyChange(store.db, centre, { ...config, logDays }, clock.now());
    for (const person of ['lea', 'noor']) {
      expect((await accessLog(person)).filter(({ deed }: { deed: string }) => deed === 'policy-changed')).toMatchObject([{ as: 'command-line', everybody: true, by: null }]);
    }
  });
});
