import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asId, type CallId, type CentreId, type PersonId } from '@onhook/core/ids';
import { closePastDays } from '../../src/centre/close-past-days.ts';
import { balances } from '../../src/centre/queries/ledger.ts';
import { findCall } from '../../src/centre/queries/calls.ts';
import { notifyCustomers } from '../../src/features/incidents/notify-customers.ts';
import { setLeads } from '../../src/platform/organisation/index.ts';
import { storeKinds, useStores } from '../support/stores.ts';
import { minute, openTestServer, type AnyJson, type TestServer } from '../support/test-server.ts';
import { detailIds, dumpBackup, dumpDatabase, joinsOf, type DumpedRow } from './joins.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const stores = useStores();
const centre = asId<CentreId>('main');
const hour = 60 * minute;
const agents = ['maya', 'noor'] as const;
const lineOf = { maya: 'PJSIP/1', noor: 'PJSIP/2' } as const;

describe.each(storeKinds)('A past day on %s', (kind) => {
  let server: TestServer;
  const cookies: Record<string, string> = {};
  let people: ReadonlyMap<string, readonly string[]>;
  let before: { readonly rows: DumpedRow[]; readonly ids: ReadonlySet<string>; readonly balances: unknown; readonly mine: AnyJson };

  const ask = async (person: string, method: 'GET' | 'POST', url: string, body?: object): Promise<AnyJson> => {
    const reply = await server.ask(cookies[person]!, method, url, body);
    expect(`${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`).toContain(`${method} ${url}: 200`);
    return reply.body;
  };
  const call = async (name: string, person: keyof typeof lineOf, seconds: number): Promise<void> => {
    server.phones.call(name, lineOf[person], 'Billing', seconds);
    await server.settle();
  };
  /** A shift of one agent: a hard call with its offer, reset and rating, a minute asked for, an ordinary call. */
  const work = async (person: keyof typeof lineOf): Promise<void> => {
    await call(`ordinary-${person}-0`, person, 61);
    await server.pass(7 * minute + 1_331);
    await call(`abusive-${person}-1`, person, 1_207);
    const { offer, recovery } = await ask(person, 'GET', '/api/panel');
    await ask(person, 'POST', `/api/offers/${offer.offer}/shown`);
    await ask(person, 'POST', `/api/offers/${offer.offer}/answer`, { answer: 'accepted' });
    await ask(person, 'POST', '/api/resets', { reset: `reset-of-${person}`, recovery: recovery.recovery });
    await server.pass(minute + 977);
    await ask(person, 'POST', `/api/resets/reset-of-${person}/end`, { how: 'completed' });
    await ask(person, 'POST', `/api/calls/abusive-${person}-1/1/tap`, { tap: 'hard' });
    await server.pass(11 * minute + 113);
    await ask(person, 'POST', '/api/recoveries');
    await server.pass(13 * minute + 477);
  };

  beforeAll(async () => {
    server = await openTestServer({ ONHOOK_TIMEZONE: 'Europe/Berlin', ONHOOK_CUSTOMER_URL: 'http://127.0.0.1:9/customers', ONHOOK_CUSTOMER_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}` }, null, {}, kind === 'postgres' ? await stores.newConfig(kind) : undefined);
    const { store } = server.context;
    await setLeads(store.db, centre, asId('blue'), [asId<PersonId>('lea')]);
    await server.context.peopleChanged();
    await server.pass(3 * minute + 13_417);
    for (const person of ['maya', 'noor', 'lea', 'ada']) {
      cookies[person] = await server.signIn(person);
      await server.pass(1_009);
    }
    for (const person of agents) {
      await work(person);
      await ask(person, 'POST', '/api/debrief/requests', { request: `request-${person}`, wish: { kind: 'space', space: 'rest-of-hour' }, reach: { kind: 'lead', person: 'lea' }, share: null });
      await ask('lea', 'POST', `/api/debrief/requests/request-${person}/gifts`, { gift: `gift-for-${person}`, what: { kind: 'break', minutes: 10 } });
      await server.pass(3 * minute + 71);
      await ask(person, 'POST', '/api/incidents', {
        incident: `incident-${person}`, call: { call: `abusive-${person}-1`, leg: 1 }, happenedAt: 0, kind: 'threat', severity: '', happened: 'He threatened me.', done: '', seenBy: ['lea'],
      });
      await server.pass(17 * minute + 31);
      await ask(person, 'POST', '/api/carry-items/item-1', { dueAt: null, doneAt: server.clock.now(), deleted: false });
    }
    await server.pass(minute);
    const marks = await sql<{ person: string; mark: string }>`select person, mark from person where centre = 'main'`.execute(store.db);
    people = new Map(agents.map((person) => [person, [person, lineOf[person], marks.rows.find((row) => row.person === person)?.mark ?? '']]));
    await server.context.runtime.closeLog(0);
    const rows = await dumpDatabase(store.db);
    before = { rows, ids: detailIds(rows), balances: await balances(store.db, centre), mine: await ask('maya', 'GET', '/api/my-data') };
  });
  afterAll(() => server.close());

  const midnight = async (): Promise<void> => {
    // 2026-03-02, 23:00 UTC is midnight in Berlin.
    await server.pass(Date.UTC(2026, 2, 2, 23, 20, 7, 123) - server.clock.now());
    for (const person of ['maya', 'noor', 'lea']) {
      cookies[person] = await server.signIn(person);
      await server.pass(1_013);
    }
  };
  const joinsNow = async () => joinsOf(await dumpDatabase(server.context.store.db), people, before.ids);

  it('Before midnight every kind of detail is joined to its person', () => {
    const joins = joinsOf(before.rows, people, before.ids);
    for (const person of agents) {
      const found = new Set(joins.filter((join) => join.person === person).map(({ path }) => path.split(' => ').at(-1)?.replace(/ holds .*/, '').replace(/.*=> /, '')));
      for (const table of ['recovery', 'offer', 'offer_event', 'reset', 'call', 'ledger_entry', 'event_log', 'debrief_gift', 'incident', 'floor_snapshot.lines']) expect([...found]).toContain(table);
    }
    expect(before.mine.counts).toMatchObject({ calls: 2, hardTaps: 1, recoveries: 3, resets: 1 });
  });

  it('A run that is interrupted at any step is completed by a later one', async () => {
    await midnight();
    const { store } = server.context;
    expect((await joinsNow()).length).toBeGreaterThan(0);
    for (let steps = 0; steps < 40; steps += 1) {
      let left = steps;
      const failing = {
        ...store,
        db: store.db,
        asOwner: <Result>(run: (owner: typeof store.db) => Promise<Result>): Promise<Result> => {
          if (left === 0) throw new Error('killed');
          left -= 1;
          return store.asOwner(run);
        },
      };
      if (await closePastDays({ ...server.context, store: failing }).then(() => true, (error: unknown) => { if (!(error instanceof Error) || error.message !== 'killed') throw error; return false; })) break;
    }
    expect(await balances(store.db, centre)).toEqual(before.balances);
  });

  it('After midnight no join leads from a person to a detail, in the database and in a backup', async () => {
    await closePastDays(server.context);
    expect(await joinsNow()).toEqual([]);
    expect(joinsOf(await dumpBackup(server.context.store), people, before.ids)).toEqual([]);
    const rows = await dumpDatabase(server.context.store.db);
    expect(rows.filter(({ table }) => ['recovery', 'offer', 'offer_event', 'reset', 'event_log'].includes(table))).toEqual([]);
    expect(rows.filter(({ table }) => table === 'past_recoveries').length).toBe(agents.length);
  });

  it('The ledger has one line for each person, kind, cause and account, and adds up', async () => {
    const { rows } = await sql<{ person: string; lines: number; kinds: number }>`
      select person, count(*)::int as lines, count(distinct (kind, coalesce(by_whom, ''), account))::int as kinds from ledger_entry group by person order by person`.execute(server.context.store.db);
    expect(rows.map(({ person }) => person)).toEqual([...agents]);
    for (const { lines, kinds } of rows) expect(lines).toBe(kinds);
    expect(await balances(server.context.store.db, centre)).toEqual(before.balances);
  });

  it('A person still sees their own days, exports them, and can release an incident about a call of them', async () => {
    const mine = await ask('maya', 'GET', '/api/my-data');
    expect({ ...mine.counts, signIns: 0 }).toEqual({ ...before.mine.counts, signIns: 0 });
    expect(mine).toMatchObject({ talkedMs: before.mine.talkedMs, minutes: before.mine.minutes });
    const file = await ask('maya', 'GET', '/api/my-data/export');
    expect(file.recovery).toHaveLength(3);
    expect(file.call.map((row: AnyJson) => row.call).toSorted()).toEqual(['abusive-maya-1', 'ordinary-maya-0']);
    const calls = (await ask('maya', 'GET', '/api/incident-calls')).calls;
    expect(calls.map((row: AnyJson) => row.call)).toEqual(['abusive-maya-1', 'ordinary-maya-0']);
    await ask('maya', 'POST', '/api/incidents', { incident: 'incident-later', call: { call: 'ordinary-maya-0', leg: 1 }, happenedAt: 0, kind: 'insults', severity: '', happened: 'x', done: '', seenBy: ['lea'] });
    const { counts } = await ask('lea', 'GET', '/api/my-data');
    expect(counts).toMatchObject({ calls: 0, recoveries: 0 });
  });

  it('The lead’s grant ends where its recovery ended, and the customer of an incident is still named to the centre’s own system', async () => {
    const [request] = (await ask('maya', 'GET', '/api/debrief')).mine;
    expect(request.gifts).toMatchObject([{ kind: 'break', state: 'over' }]);
    await ask('lea', 'POST', '/api/team-incidents/incident-maya/customer', { measure: 'barred' });
    const sent: string[] = [];
    vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => (sent.push(String(body)), new Response(null, { status: 204 })));
    await notifyCustomers(server.context);
    vi.unstubAllGlobals();
    expect(sent.join('')).toContain('"abusive-maya-1"');
  });

  it('An event that arrives again the next day is known, and a late rating of an unrated call still counts', async () => {
    const logged = before.rows.find(({ table, values }) => table === 'event_log' && values['kind'] === 'call-ended' && JSON.stringify(values).includes('abusive-noor-1'));
    const metric = async () => (await server.context.metrics.duplicates.get()).values[0]?.value ?? 0;
    const duplicates = await metric();
    await server.context.runtime.ingest([logged?.values['body'] as never]);
    expect(await metric()).toBe(duplicates + 1);
    expect(await findCall(server.context.store.db, centre, asId<CallId>('abusive-noor-1'), 1)).toBeUndefined();
    // The hard call had its minutes; the ordinary one earns them by a rating that was made in time and arrives late.
    const endedAt = (name: string): number => Number(before.rows.find(({ table, values }) => table === 'call' && values['call'] === name)?.values['ended_at']);
    const rate = async (person: keyof typeof lineOf, name: string): Promise<number> =>
      (await server.ask(cookies[person]!, 'POST', `/api/calls/${name}/1/tap`, { tap: 'hard', at: endedAt(name) + 5 * minute })).status;
    expect([await rate('noor', 'abusive-noor-1'), await rate('noor', 'ordinary-maya-0'), await rate('maya', 'ordinary-maya-0')]).toEqual([404, 404, 200]);
    expect(await findCall(server.context.store.db, centre, asId<CallId>('ordinary-maya-0'), 1)).toMatchObject({ person: 'maya', tap: 'hard' });
  });

  it('An erasure deletes the sealed days', async () => {
    const { store, pastDays } = server.context;
    await store.asOwner((owner) => owner.transaction().execute((trx) => pastDays.erase(trx, asId<PersonId>('noor'))));
    expect(await pastDays.rowsOf(store.db, asId<PersonId>('noor'))).toEqual({});
    expect((await pastDays.rowsOf(store.db, asId<PersonId>('maya')))['recovery']).toHaveLength(3);
  });

  it('A later day is closed after a restart, and two nights missed are made up for', async () => {
    await server.pass(15 * hour);
    cookies['maya'] = await server.signIn('maya');
    await call('abusive-maya-9', 'maya', 1_300);
    await server.pass(50 * minute);
    await server.pass(2 * 24 * hour + 12 * hour);
    await server.restart();
    await closePastDays(server.context);
    expect((await sql`select from recovery`.execute(server.context.store.db)).rows).toEqual([]);
    const { rows } = await sql<{ days: number }>`select count(distinct at)::int as days from ledger_entry where person = 'maya'`.execute(server.context.store.db);
    expect(rows).toEqual([{ days: 2 }]);
  });
});
