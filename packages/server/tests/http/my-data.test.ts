import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkChain } from '../../src/platform/audit/index.ts';
import { retain } from '../../src/features/my-data/retention.ts';
import { changeAccounts } from '../../src/features/people/index.ts';
import { auditRows, record } from '../../src/platform/audit/index.ts';
import { findPerson } from '../../src/platform/organisation/index.ts';
import { minute, openTestServer, type TestServer, type AnyJson } from '../support/test-server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const dayMs = 24 * 60 * minute;
const centre = asId<CentreId>('main');

let testServer: TestServer;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_KEEP_DAYS: 'calls=100, resets=20' });
  for (const person of ['maya', 'noor', 'lea', 'ada']) cookies[person] = await testServer.signIn(person);
  testServer.phones.call('hard-one', 'PJSIP/1', 'Billing', 20 * 60);
  await testServer.settle();
});
afterAll(() => testServer.close());

const ask = (person: string, method: 'GET' | 'POST', url: string, body?: object) => testServer.ask(cookies[person]!, method, url, body);

const everyRow = async (): Promise<string> => {
  const { db } = testServer.context.store;
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(db);
  let all = '';
  for (const { name } of rows) {
    // Phone events are stored by line, and retention deletes them.
    if (name === 'event_log' || name === 'floor_snapshot' || name.startsWith('kysely')) continue;
    all += (await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(db)).rows.map(({ row }) => `${name} ${row}\n`).join('');
  }
  return all;
};

describe('my data', () => {
  it('counts what is held, and gives all of it away as one file', async () => {
    const view = (await ask('maya', 'GET', '/api/my-data')).body;
    expect(view.person).toMatchObject({ name: 'maya', team: 'red', roles: ['agent'], lines: ['PJSIP/1'] });
    expect(view.counts).toMatchObject({ signIns: 1, calls: 1, recoveries: 1, offers: 1, incidents: 0 });
    expect(view).toMatchObject({ talkedMs: 20 * minute, vault: null, keptDays: { calls: 100, resets: 20, incidents: 1095, log: 30 } });
    const file = (await ask('maya', 'GET', '/api/my-data/export')).body;
    expect(file.call).toMatchObject([{ call: 'hard-one', queue: 'Billing', talk_seconds: 1200 }]);
    expect(file.person).toHaveLength(1);
    expect(file.session[0].browser).toBeDefined();
    expect(JSON.stringify(file)).not.toMatch(/token_hash|"mark"|noor/);
    const nobodys = (await ask('lea', 'GET', '/api/my-data/export')).body;
    expect(nobodys.call).toEqual([]);
  });

  it('is erased by its own person alone, by their name, not while their line is paused, and never by the last administrator', async () => {
    expect((await ask('maya', 'POST', '/api/my-data/erase', { name: 'noor' })).status).toBe(409);
    expect((await ask('maya', 'POST', '/api/my-data/erase', { name: 'maya' })).status).toBe(409);
    expect((await ask('ada', 'POST', '/api/my-data/erase', { name: 'ada' })).status).toBe(409);
    expect((await ask('maya', 'GET', '/api/my-data')).status).toBe(200);
  });

  it('is gone from everywhere, and what stays is nobody’s', async () => {
    await ask('ada', 'POST', '/api/lines/match', { line: 'PJSIP/1', person: null });
    await ask('ada', 'POST', '/api/lines/match', { line: 'PJSIP/1', person: 'maya' });
    const { recovery } = (await ask('maya', 'GET', '/api/panel')).body;
    if (recovery) await ask('maya', 'POST', `/api/recoveries/${recovery.recovery}/end`);
    await testServer.pass(minute);
    expect(await everyRow()).toContain('"maya"');
    expect((await ask('maya', 'POST', '/api/my-data/erase', { name: 'maya' })).status).toBe(200);
    expect((await ask('maya', 'GET', '/api/my-data')).status).toBe(401);
    // The server must not write the person's data again from memory.
    await testServer.pass(minute);
    testServer.phones.call('after', 'PJSIP/1', 'Billing', 60);
    await testServer.settle();
    expect((await everyRow()).split('\n').filter((row) => row.includes('maya'))).toEqual([]);
    const { db } = testServer.context.store;
    const { rows } = await sql<{ sum: number; gone: boolean }>`select sum(amount_ms)::bigint as sum, bool_and(person like 'gone-%') as gone from ledger_entry`.execute(db);
    expect(rows).toEqual([{ sum: 0, gone: true }]);
    expect(await checkChain(auditRows(db, centre), null)).toMatchObject({ kind: 'unbroken' });
    await testServer.restart();
    expect((await everyRow()).split('\n').filter((row) => row.includes('maya'))).toEqual([]);
  });
});

describe('what has had its days', () => {
  const noors = async (): Promise<AnyJson> => (await ask('noor', 'GET', '/api/my-data')).body;

  it('is let go of, kind by kind, on record and counted', async () => {
    testServer.phones.call('second-hard', 'PJSIP/2', 'Billing', 20 * 60);
    await testServer.settle();
    const { recovery } = (await ask('noor', 'GET', '/api/panel')).body;
    await ask('noor', 'POST', '/api/resets', { reset: 'reset-of-noor', recovery: recovery.recovery });
    await ask('noor', 'POST', '/api/resets/reset-of-noor/end', { how: 'completed' });
    await ask('noor', 'POST', `/api/recoveries/${recovery.recovery}/end`);
    await testServer.pass(minute);
    expect((await noors()).counts).toMatchObject({ calls: 1, recoveries: 1, offers: 1, resets: 1 });
    expect(Object.values(await retain(testServer.context))).toEqual([0, 0, 0, 0, 0]);

    testServer.clock.move(21 * dayMs);
    cookies['noor'] = await testServer.signIn('noor');
    expect(await retain(testServer.context)).toMatchObject({ calls: 0, left: 0 });
    expect((await noors()).counts).toMatchObject({ calls: 1, recoveries: 0, offers: 0, resets: 0 });
    expect((await noors()).minutes.grantedMs).toBeGreaterThan(0);
    const [look] = (await ask('noor', 'GET', '/api/looks')).body.looks;
    expect(look).toMatchObject({ deed: 'retained', as: 'retention', everybody: true });

    testServer.clock.move(80 * dayMs);
    cookies['noor'] = await testServer.signIn('noor');
    expect((await retain(testServer.context)).calls).toBeGreaterThan(0);
    expect((await noors()).counts.calls).toBe(0);
    const { rows } = await sql<{ queue: string }>`select queue from call where call = 'second-hard'`.execute(testServer.context.store.db);
    expect(rows).toEqual([{ queue: 'Billing' }]);
    expect(testServer.logged.some((line) => line.includes('"resets":') && line.includes('past their retention period'))).toBe(true);
    const metrics = await testServer.context.metrics.registry.metrics();
    expect(metrics).toMatch(/onhook_retention_rows_total\{kind="resets"\} [1-9]/);
  });

  it('takes whoever left with it', async () => {
    const { store, clock } = testServer.context;
    const noor = await findPerson(store.db, centre, asId<PersonId>('noor'));
    await changeAccounts({ db: store.db, centre: noor!.centre, now: clock.now(), audit: (about, trx) => record(trx, { centre, at: clock.now(), actor: null, as: 'directory', deed: 'directory-changed', about }) }, (accounts) => accounts.remove(noor!));
    await testServer.context.peopleChanged();
    testServer.clock.move(29 * dayMs);
    expect((await retain(testServer.context)).left).toBe(0);
    testServer.clock.move(2 * dayMs);
    expect((await retain(testServer.context)).left).toBe(1);
    expect((await everyRow()).split('\n').filter((row) => row.includes('noor'))).toEqual([]);
  });
});
