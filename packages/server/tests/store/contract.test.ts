import { trackerVersions } from '@onhook/core/call';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { asId, type CallId, type LineId, type PersonId } from '@onhook/core/ids';
import * as store from '../support/store.ts';
import {
  callRow,
  centre,
  eventRow,
  ledgerRow,
  line,
  offer,
  otherCentre,
  person,
  queue,
  exampleRecovery,
} from '../support/rows.ts';
import { recoveryRow, exampleReset, source, T, team } from '../support/rows.ts';
import { storeKinds, useStores } from '../support/stores.ts';
import type { Role } from '@onhook/contract';
import { applyRetention } from '../../src/features/my-data/retention.ts';
import { schema } from '../../src/features/schema.ts';

const stores = useStores();

describe.each(storeKinds)('the store on %s', (kind) => {
  let db: store.Db;
  beforeAll(async () => {
    db = (await stores.open(kind)).db;
    await store.addCentre(db, { centre, name: 'North', timezone: 'Europe/Berlin', policy: '{}', created_at: T });
    await store.upsertTeam(db, { centre, team, name: 'Blue' });
    await store.upsertPerson(db, {
      centre,
      person,
      name: 'Ada',
      email: 'Ada@Example.org',
      roles: store.json(['agent', 'lead']),
      team,
      active: true,
      created_at: T,
    });
  });

  test('changes people one change after the other, so that none writes back what another has changed', async () => {
    const newcomer = asId<PersonId>('newcomer');
    await store.upsertPerson(db, { centre, person: newcomer, name: 'Bo', email: null, roles: '[]', team: null, active: true, created_at: T });
    const add = (role: Role): Promise<void> =>
      store.changePeople(db, centre, async (trx) => {
        const row = await store.findPerson(trx, centre, newcomer);
        await new Promise((resolve) => void setTimeout(resolve, 50));
        if (row) await store.upsertPerson(trx, { ...row, roles: store.json([...row.roles, role]) });
      });
    await Promise.all([add('agent'), add('lead'), add('analyst')]);
    expect((await store.findPerson(db, centre, newcomer))?.roles.toSorted()).toEqual(['agent', 'analyst', 'lead']);
    await db.deleteFrom('person').where('person', '=', newcomer).execute();
  });

  test('reads every kind of value the same', async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as big, count(*) as counted, date '2026-03-01' as day, true as yes,
        '\\x00ff10'::bytea as bytes, ${store.json([1, { a: 'ü' }])}::jsonb as document, null as nothing,
        1.5::double precision as real, array['a', 'b']::text[] as texts, 'x'::text as text from (values (1), (2)) v`.execute(
      db,
    );
    expect(rows).toEqual([
      {
        big: Number.MAX_SAFE_INTEGER,
        counted: 2,
        day: '2026-03-01',
        yes: true,
        bytes: Uint8Array.of(0, 255, 16),
        document: [1, { a: 'ü' }],
        nothing: null,
        real: 1.5,
        texts: ['a', 'b'],
        text: 'x',
      },
    ]);
  });

  test('names an error by its SQL state and works on', async () => {
    await expect(sql`select * from nowhere`.execute(db)).rejects.toMatchObject({ code: '42P01' });
    await expect(sql`select ${'x'}::int`.execute(db)).rejects.toMatchObject({ code: '22P02' });
    await expect(sql`select 1 as one`.execute(db)).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  test('rolls a failed transaction back whole', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await store.appendEvents(trx, otherCentre, [eventRow(1)]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.readEvents(db, otherCentre, 0, 10)).toEqual([]);
  });

  test('does not take a commit for done when a statement before it failed', async () => {
    const swallowing = db.transaction().execute(async (trx) => {
      await store.appendEvents(trx, otherCentre, [eventRow(2)]);
      await sql`select 1 / 0`.execute(trx).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow('nothing was committed');
    expect(await store.readEvents(db, otherCentre, 0, 10)).toEqual([]);
  });

  test('keeps transactions apart and lets everyone have a turn', async () => {
    const order: number[] = [];
    await sql`create table turn (n integer)`.execute(db);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db.transaction().execute(async (trx) => {
          await sql`insert into turn values (${n})`.execute(trx);
          await sql`select pg_sleep(0.001)`.execute(trx);
          order.push(n);
        }),
      ),
    );
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect((await sql`select count(*) as n from turn`.execute(db)).rows).toEqual([{ n: 20 }]);
    await sql`drop table turn`.execute(db);
  });

  test('lets duplicates of an event die, within a batch and between batches', async () => {
    const isKnown = (appended: store.Appended, count: number) => Array.from({ length: count }, (_, n) => appended.isKnown(n));
    const alone = await store.appendEvents(db, centre, [eventRow(0)]);
    expect(isKnown(alone, 1)).toEqual([false]);
    const first = await store.appendEvents(db, centre, [eventRow(1), eventRow(2), eventRow(1)]);
    expect(isKnown(first, 3)).toEqual([false, false, true]);
    const second = await store.appendEvents(db, centre, [eventRow(2), eventRow(3)]);
    expect(isKnown(second, 2)).toEqual([true, false]);
    const third = await store.appendEvents(db, centre, [eventRow(3), eventRow(2)]);
    expect(third.lastSeq).toBeNull();
    expect(isKnown(third, 2)).toEqual([true, true]);
    expect((await store.appendEvents(db, centre, [])).lastSeq).toBeNull();
    const read = await store.readEvents(db, centre, alone.lastSeq ?? 0, 10);
    expect(read.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
    expect(read[1]).toMatchObject({ at: T + 2, received_at: T + 7, source, body: eventRow(2).body });
    expect(read.map(({ seq }) => seq).slice(1)).toEqual([first.lastSeq, second.lastSeq]);
    const elsewhere = await store.appendEvents(db, otherCentre, [eventRow(1)]);
    expect(isKnown(elsewhere, 1)).toEqual([false]);
  });

  test('Batches of a transaction are used once each and in order, and leave out repeats of earlier batches and of the log', async () => {
    const numbersOf = (batch: readonly number[]) => batch.map(eventRow);
    const append = async (batches: readonly (readonly number[])[], commit: boolean) => {
      const used: { index: number; fresh: number[] }[] = [];
      const appending = db.transaction().execute(async (trx) => {
        await store.appendBatches(trx, centre, batches.map((batch) => () => numbersOf(batch)), async (appended, index) => {
          used.push({ index, fresh: batches[index]?.filter((_, n) => !appended.isKnown(n)) ?? [] });
        });
        if (!commit) throw new Error('not this time');
      });
      await (commit ? appending : expect(appending).rejects.toThrow('not this time'));
      return used;
    };
    const all = [
      { index: 0, fresh: [201, 202] },
      { index: 1, fresh: [203] },
      { index: 2, fresh: [204, 205] },
    ];
    expect(await append([[201, 202], [203], [204, 205]], false)).toEqual(all);
    expect(await append([[201, 202], [203, 201], [202, 204, 205]], false)).toEqual(all);
    expect(await append([[201, 202], [203], [204, 205]], true)).toEqual(all);
    expect(await append([[206], [207, 203], [], [208, 206, 209], [204]], true)).toEqual([
      { index: 0, fresh: [206] },
      { index: 1, fresh: [207] },
      { index: 2, fresh: [] },
      { index: 3, fresh: [208, 209] },
      { index: 4, fresh: [] },
    ]);
    expect(await append([[]], true)).toEqual([{ index: 0, fresh: [] }]);
    const read = await store.readEvents(db, centre, 0, 1000);
    const ids = read.map(({ id }) => id).filter((id) => Number(id.slice(1)) > 200);
    expect(ids).toEqual([201, 202, 203, 204, 205, 206, 207, 208, 209].map((n) => `e${n}`));
  });

  test('A failure while a batch is used takes every batch back and leaves the connection usable', async () => {
    const failing = db.transaction().execute((trx) =>
      store.appendBatches(trx, centre, [[301], [302], [303]].map((batch) => () => batch.map(eventRow)), async (_, index) => {
        if (index === 1) throw new Error('no rule for this');
      }),
    );
    await expect(failing).rejects.toThrow('no rule for this');
    const read = await store.readEvents(db, centre, 0, 1000);
    expect(read.filter(({ id }) => Number(id.slice(1)) > 300)).toEqual([]);
  });

  test('takes an event with text that jsonb cannot hold', async () => {
    const strange = { ...eventRow(50), body: { name: 'a\0b\ud800c', fine: 'back\\u0000slash 😀' } };
    await store.appendEvents(db, centre, [strange]);
    const read = (await store.readEvents(db, centre, 0, 1000)).find(({ id }) => id === 'e50');
    expect(read?.body).toEqual({ name: 'a\u{FFFD}b\u{FFFD}c', fine: 'back\\u0000slash 😀' });
  });

  test('refuses to change or delete what was appended, but for retention', async () => {
    await store.appendEntries(db, [ledgerRow('kept', 'earned', 1)]);
    await store.appendOfferEvents(db, [{ centre, offer, state: 'intended', answer: null, at: T }]);
    for (const table of ['event_log', 'ledger_entry', 'offer_event'] as const) {
      const refusal = { code: '23001' };
      await expect(sql`update ${sql.table(table)} set at = 0`.execute(db)).rejects.toMatchObject(refusal);
      await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toMatchObject(refusal);
      await expect(sql`truncate ${sql.table(table)}`.execute(db)).rejects.toMatchObject(refusal);
    }
    const { lastSeq } = await store.appendEvents(db, otherCentre, [
      { ...eventRow(100), receivedAt: T + 10_000 },
      { ...eventRow(101), receivedAt: T - 10_000 },
    ]);
    await db.transaction().execute(async (trx) => {
      // Events that no snapshot covers are not deleted.
      expect(await store.deleteEvents(trx, otherCentre, T - 5_000)).toBe(0);
      await store.saveSnapshot(trx, { centre: otherCentre, state_version: trackerVersions.newest, up_to_seq: lastSeq ?? 0, state: new Uint8Array(), at: T });
      expect(await store.deleteEvents(trx, otherCentre, T - 5_000)).toBe(1);
      expect((await store.readEvents(trx, otherCentre, 0, 1000)).map(({ id }) => id)).not.toContain('e101');
    });
    await expect(sql`delete from event_log`.execute(db)).rejects.toMatchObject({ code: '23001' });
  });

  test('writes calls over as they change', async () => {
    const many = Array.from({ length: 1_201 }, (_, n) => callRow(`many${n}`, { ended_at: T - 1_000_000 + n }));
    await db.transaction().execute((trx) => store.upsertCalls(trx, many));
    await store.upsertCalls(db, [
      callRow('c1', { holds: 2, longest_hold_ms: 3_000 }),
      callRow('c2', { ended_at: null }),
    ]);
    await store.upsertCalls(db, [callRow('c1', { holds: 3, level: null, reasons: null })]);
    const c1 = asId<CallId>('c1');
    expect(await store.findCall(db, centre, c1, 0)).toEqual({
      ...callRow('c1', { holds: 3, level: null }),
      reasons: null,
    });
    expect(await store.tapCall(db, centre, c1, 0, 'hard')).toBe(true);
    expect(await store.tapCall(db, centre, c1, 9, 'hard')).toBe(false);
    expect(await store.findCall(db, centre, c1, 0)).toMatchObject({ tap: 'hard' });
    expect((await store.callsEndedBetween(db, centre, T, T + 100_000)).map(({ call }) => call)).toEqual(['c1']);
    expect(await store.callsEndedBetween(db, centre, T - 1_000_000, T - 1_000_000 + 1_201)).toHaveLength(1_201);
    await store.upsertCalls(db, []);
  });

  test('finds the recoveries that are open', async () => {
    await store.upsertRecoveries(db, [recoveryRow('r1'), recoveryRow('r2', { lease_until: T + 1 })]);
    expect((await store.openRecoveries(db, centre)).map((row) => row.recovery)).toEqual(['r2', 'r1']);
    await store.upsertRecoveries(db, [
      recoveryRow('r2', { state: 'closed', closed_at: T + 9, closed_because: 'served' }),
    ]);
    const open = await store.openRecoveries(db, centre);
    expect(open).toEqual([{ ...recoveryRow('r1'), state_json: { deep: { list: [1, 'two', null] } } }]);
    expect(await store.findRecovery(db, centre, exampleRecovery)).toEqual(open[0]);
    expect(await store.recoveriesOfPerson(db, centre, person, T)).toHaveLength(2);
    expect(await store.openRecoveries(db, otherCentre)).toEqual([]);
  });

  test('books a transaction once and keeps balances', async () => {
    const entries = [ledgerRow('t1', 'earned', -5_000, T + 1), ledgerRow('t1', 'granted', 5_000, T + 1)];
    await store.appendEntries(db, entries);
    await store.appendEntries(db, [...entries, ledgerRow('t2', 'granted', -2_000, T + 2)]);
    const read = await store.entriesOfPerson(db, centre, person, T + 1);
    expect(read.map(({ txn, account, amount_ms }) => [txn, account, amount_ms])).toEqual([
      ['t1', 'earned', -5_000],
      ['t1', 'granted', 5_000],
      ['t2', 'granted', -2_000],
    ]);
    const balances = await store.balances(db, centre, person);
    expect(balances).toEqual(await store.balances(db, centre));
    expect(balances).toContainEqual({ person, account: 'granted', amount_ms: 3_000 });
    expect(await store.balances(db, centre, asId<PersonId>('nobody'))).toEqual([]);
  });

  test('follows an offer from intended to answered', async () => {
    const made = { centre, offer, recovery: exampleRecovery, person, state: 'intended', intended_at: T };
    const blank = { shown_at: null, answered_at: null, answer: null, expired_at: null, version: 1 };
    await store.upsertOffers(db, [{ ...made, ...blank }]);
    expect(await store.offersOf(db, centre, [made.recovery])).toEqual([{ ...made, ...blank }]);
    await store.upsertOffers(db, [{ ...made, ...blank, state: 'answered', answered_at: T + 9, answer: 'later' }]);
    await store.appendOfferEvents(db, [{ centre, offer, state: 'answered', answer: 'later', at: T + 9 }]);
    expect(await store.offersOf(db, centre, [exampleRecovery])).toMatchObject([{ state: 'answered', answer: 'later' }]);
    expect(await store.offersOf(db, centre, [])).toEqual([]);
    expect(await store.offersOfPerson(db, centre, person, T)).toMatchObject([{ answer: 'later' }]);
    expect((await store.offerEvents(db, centre, offer)).at(-1)).toMatchObject({ state: 'answered', answer: 'later' });
  });

  test('lets the first end of a reset count', async () => {
    const begun = { centre, reset: exampleReset, recovery: exampleRecovery, person, started_at: T, ended_at: null, how: null, interrupted_by: null };
    await store.startReset(db, begun);
    await store.startReset(db, { ...begun, started_at: T + 99 });
    expect(await store.endReset(db, centre, exampleReset, { at: T + 5, how: 'interrupted', interruptedBy: 'lead' })).toBe(
      true,
    );
    expect(await store.endReset(db, centre, exampleReset, { at: T + 6, how: 'completed' })).toBe(false);
    expect(await store.resetsOfPerson(db, centre, person, T)).toEqual([
      { ...begun, ended_at: T + 5, how: 'interrupted', interrupted_by: 'lead' },
    ]);
  });

  test('keeps the newest snapshot, and reads none that has no upcaster or is newer than this version', async () => {
    const state = Uint8Array.from({ length: 300_000 }, (_, n) => n % 256);
    const { oldest, newest } = trackerVersions;
    await store.saveSnapshot(db, { centre, state_version: oldest - 1, up_to_seq: 4, state: Uint8Array.of(1), at: T });
    expect(await store.readSnapshot(db, centre)).toBeUndefined();
    await store.saveSnapshot(db, { centre, state_version: newest, up_to_seq: 5, state: Uint8Array.of(1), at: T });
    await store.saveSnapshot(db, { centre, state_version: newest, up_to_seq: 7, state, at: T + 1 });
    const read = await store.readSnapshot(db, centre);
    expect(read).toMatchObject({ centre, state_version: newest, up_to_seq: 7, at: T + 1 });
    expect(Buffer.compare(read?.state ?? Uint8Array.of(), state)).toBe(0);
    await store.saveSnapshot(db, { centre, state_version: newest + 1, up_to_seq: 8, state, at: T + 2 });
    await expect(store.readSnapshot(db, centre)).rejects.toThrow(store.StoreTooNew);
    expect(await db.selectFrom('floor_snapshot').select('state_version').where('centre', '=', centre).execute()).toEqual([{ state_version: newest + 1 }]);
  });

  test('knows people, teams and leads', async () => {
    expect(await store.findPersonByEmail(db, centre, 'ADA@example.ORG')).toMatchObject({
      person,
      roles: ['agent', 'lead'],
    });
    expect(await store.findPersonByEmail(db, otherCentre, 'ada@example.org')).toBeUndefined();
    await store.setLeads(db, centre, team, [person]);
    await store.setLeads(db, centre, team, [person]);
    expect(await store.teamsLedBy(db, centre, person)).toEqual([team]);
    await store.setLeads(db, centre, team, []);
    expect(await store.teamsLedBy(db, centre, person)).toEqual([]);
    expect(await store.allPeople(db, centre)).toHaveLength(1);
    expect(await store.allTeams(db, centre)).toMatchObject([{ centre, team, name: 'Blue' }]);
    await store.setPolicy(db, centre, { guaranteedMs: 120_000 });
    expect(await store.findCentre(db, centre)).toMatchObject({ policy: { guaranteedMs: 120_000 } });
    await store.addCentre(db, { centre, name: 'Other', timezone: 'UTC', policy: '{}', created_at: 0 });
    expect(await store.allCentres(db)).toMatchObject([{ centre, name: 'North' }]);
  });

  test('lists lines nobody has been named for', async () => {
    const other = asId<LineId>('PJSIP/102');
    await store.seeLines(
      db,
      centre,
      [
        { line, source, name: 'Ada' },
        { line: other, source, name: 'Bo' },
      ],
      T,
    );
    expect(await store.matchLine(db, centre, line, person)).toBe(true);
    await store.seeLines(db, centre, [{ line, source, name: 'Ada L.' }], T + 5);
    expect((await store.unmatchedLines(db, centre)).map((row) => row.line)).toEqual([other]);
    expect(await store.allLines(db, centre)).toMatchObject([
      { line, name: 'Ada L.', person, first_seen_at: T, last_seen_at: T + 5 },
      { line: other, person: null },
    ]);
    expect(await store.matchLine(db, centre, asId<LineId>('none'), person)).toBe(false);
  });

  test('gives a sign-in link to one asker, in time', async () => {
    const link = { centre, person, created_at: T, expires_at: T + 1_000 };
    await store.addLink(db, { ...link, token_hash: 'h1' });
    await store.addLink(db, { ...link, token_hash: 'h2' });
    const asked = await Promise.all([1, 2, 3].map((n) => store.redeemLink(db, centre, 'h1', T + n)));
    expect(asked.filter((answer) => answer !== null)).toEqual([person]);
    expect(await store.redeemLink(db, centre, 'h2', T + 1_000)).toBeNull();
    expect(await store.redeemLink(db, otherCentre, 'h2', T)).toBeNull();
    expect(await applyRetention(db, schema, centre, { expired: T + 1_000 })).toEqual({ expired: 0 });
    expect(await applyRetention(db, schema, centre, { expired: T + 2_000 })).toEqual({ expired: 2 });
  });

  test('knows a session until it ends or expires', async () => {
    const session = { centre, person, csrf: 'c', created_at: T, last_seen_at: T, expires_at: T + 1_000 };
    await store.addSession(db, { ...session, token_hash: 's1' });
    await store.addSession(db, { ...session, token_hash: 's2' });
    await store.touchSessions(db, centre, ['s1'], T + 500, T + 1_500);
    expect(await store.findSession(db, centre, 's1', T + 1_200)).toMatchObject({ person, last_seen_at: T + 500 });
    expect(await store.findSession(db, centre, 's2', T + 1_200)).toBeUndefined();
    await store.endSignIn(db, centre, 's1', T + 600);
    expect(await store.findSession(db, centre, 's1', T + 700)).toBeUndefined();
    await store.endSessionsOf(db, centre, person, T + 600);
    expect(await store.findSession(db, centre, 's2', T + 1)).toBeUndefined();
    expect(await applyRetention(db, schema, centre, { expired: T + 1_500 })).toEqual({ expired: 1 });
    expect(await applyRetention(db, schema, centre, { expired: T + 5_000 })).toEqual({ expired: 1 });
  });

  test('keeps the sketches of usual handle times', async () => {
    const sketch = { centre, queue, hour: 9, updated_at: T };
    await store.upsertUsual(db, [{ ...sketch, sketch: { bins: [1, 2] } }]);
    await store.upsertUsual(db, [{ ...sketch, sketch: { bins: [1, 3] }, updated_at: T + 1 }]);
    expect(await store.readUsual(db, centre)).toEqual([{ ...sketch, sketch: { bins: [1, 3] }, updated_at: T + 1 }]);
  });

  test('gives a floor to one owner at a time, with a growing fence', async () => {
    const take = (owner: string, now: number) => store.acquireLease(db, centre, owner, now, 1_000);
    expect(await take('a', T)).toEqual({ kind: 'mine', fence: 1 });
    expect(await take('b', T + 500)).toEqual({ kind: 'held', by: 'a', until: T + 1_000 });
    expect(await store.renewLease(db, centre, 'a', 1, T + 900, 1_000)).toBe(true);
    expect(await take('b', T + 1_500)).toMatchObject({ kind: 'held' });
    expect(await take('b', T + 1_900)).toEqual({ kind: 'mine', fence: 2 });
    expect(await store.renewLease(db, centre, 'a', 1, T + 1_901, 1_000)).toBe(false);
    await store.releaseLease(db, centre, 'a', 1);
    expect(await take('a', T + 2_000)).toMatchObject({ kind: 'held', by: 'b' });
    await store.releaseLease(db, centre, 'b', 2);
    expect(await take('a', T + 2_000)).toEqual({ kind: 'mine', fence: 3 });
    const racing = await Promise.all(['b', 'c', 'd'].map((owner) => take(owner, T + 9_000)));
    expect(racing.filter((taken) => taken.kind === 'mine')).toEqual([{ kind: 'mine', fence: 4 }]);
  });
});
