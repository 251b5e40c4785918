import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { deserialize } from 'node:v8';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { apply, createTracker, phoneEventVersions, trackerVersions, type Tracker } from '@onhook/core/call';
import { requestVersions } from '@onhook/core/debrief';
import { asId, type CentreId, type TimeGrantId, type RequestId, type SourceId } from '@onhook/core/ids';
import { offQueueVersions, recoveryVersions } from '@onhook/core/pause';
import { pino } from 'pino';
import { balances, entriesSince } from '../../src/centre/queries/ledger.ts';
import { offersOf, storedOfferOf } from '../../src/centre/queries/offers.ts';
import { openRecoveries, recoveriesSince } from '../../src/centre/queries/recoveries.ts';
import { readEvents } from '../../src/centre/queries/event-log.ts';
import { readSnapshot } from '../../src/centre/queries/snapshots.ts';
import { createContext, type AppContext } from '../../src/context.ts';
import { openOffQueues } from '../../src/centre/queries/off-queues.ts';
import { findTimeGrant, findRequest } from '../../src/features/debrief/queries.ts';
import { readConfig } from '../../src/platform/config/index.ts';
import { restore, StoreTooNew, type Store, type TableName } from '../../src/platform/store/index.ts';
import { removeFolder } from '../support/embedded.ts';
import { newMigratedFolder } from '../support/prepared.ts';
import { ScriptedPhones } from '../support/scripted-phones.ts';
import { openTestStore } from '../support/store.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = new URL('backups/', import.meta.url);
const centre = asId<CentreId>('main');
const minute = 60_000;

type StoredRow = Readonly<Record<string, unknown>> & { readonly version?: number };

interface OldBackup {
  readonly bytes: Buffer;
  readonly tables: readonly { readonly name: TableName; readonly rows: number }[];
  rowsOf(table: TableName): readonly StoredRow[];
  readonly madeAt: number;
}

/** Reads a backup file by its format alone, without any code that could have changed since. */
const readBackup = (name: string): OldBackup => {
  const bytes = readFileSync(new URL(name, folder));
  const [head = '', ...lines] = gunzipSync(bytes).toString('utf8').trimEnd().split('\n');
  const { tables } = JSON.parse(head) as Pick<OldBackup, 'tables'>;
  const rows = new Map<TableName, StoredRow[]>();
  let from = 0;
  for (const table of tables) {
    rows.set(table.name, lines.slice(from, from + table.rows).map((line) => JSON.parse(line) as StoredRow));
    from += table.rows;
  }
  const rowsOf = (table: TableName): StoredRow[] => rows.get(table) ?? [];
  return { bytes, tables, rowsOf, madeAt: Math.max(...rowsOf('audit_entry').map((row) => Number(row['at']))) };
};

const versionOf = (row: StoredRow): number => row.version ?? 1;

/** The phone system that the backup's centre was connected to, with the pauses that were in place when it was made. */
class OldPhones extends ScriptedPhones {
  override readonly source = asId<SourceId>('asterisk');
}

const linesOf = (tracker: Tracker): Record<string, string[]> =>
  Object.fromEntries([...tracker.lines].map(([line, track]) => [line, [...track.memberships].flatMap(([queue, { member }]) => (member ? [queue] : []))]));

/** Lines without the times at which pauses were lifted, which snapshots up to version 5 lack. */
const withoutResumedAt = (tracker: Tracker) =>
  new Map(
    [...tracker.lines].map(([line, track]) => [
      line,
      { ...track, memberships: new Map([...track.memberships].map(([queue, { resumedAt: _resumedAt, ...membership }]) => [queue, membership])) },
    ]),
  );

describe.each(readdirSync(folder).filter((name) => name.endsWith('.gz')))('the backup %s', (name) => {
  const old = readBackup(name);

  const fold = (): Tracker => {
    const tracker = createTracker();
    for (const row of old.rowsOf('event_log')) apply(tracker, phoneEventVersions.upcast(row['body'], versionOf(row)), { targetSeconds: 20 });
    return tracker;
  };

  it('holds rows of every type that carries a version', () => {
    for (const table of ['event_log', 'recovery', 'offer', 'debrief_request', 'debrief_gift', 'floor_snapshot'] as const) {
      expect(old.rowsOf(table).length, table).toBeGreaterThan(0);
    }
    expect(old.bytes.length).toBeLessThan(1_000_000);
  });

  it('has events that fold to the calls that were stored', () => {
    const tracker = fold();
    const stored = old.rowsOf('call');
    expect(stored.length).toBeGreaterThan(20);
    for (const row of stored) {
      const leg = tracker.calls.get(asId(String(row['call'])))?.call.legs[Number(row['leg']) - 1];
      expect(leg, String(row['call'])).toMatchObject({ queue: row['queue'], line: row['line'], endedAt: row['ended_at'], talkSeconds: row['talk_seconds'], holds: row['holds'] });
    }
  });

  it('has a snapshot that reads as the fold of the events up to it', () => {
    const [snapshot] = old.rowsOf('floor_snapshot');
    const upToSeq = Number(snapshot?.['up_to_seq']);
    const read = trackerVersions.upcast(deserialize(Buffer.from(String(snapshot?.['state']).slice(2), 'hex')), Number(snapshot?.['state_version']));
    const folded = createTracker();
    for (const row of old.rowsOf('event_log')) {
      if (Number(row['seq']) <= upToSeq) apply(folded, phoneEventVersions.upcast(row['body'], versionOf(row)), { targetSeconds: 20 });
    }
    expect(withoutResumedAt(read)).toEqual(withoutResumedAt(folded));
    // Calls that ended long before the snapshot had already been pruned from it.
    expect(read.calls.size).toBeGreaterThan(0);
    for (const [call, track] of read.calls) {
      const again = folded.calls.get(call);
      expect({ ...again, repeats: null }).toEqual({ ...track, repeats: null });
      // Today's rules count no repeats for a number that many callers share.
      expect([track.repeats, 0]).toContain(again?.repeats);
    }
    const rest = old.rowsOf('event_log').filter((row) => Number(row['seq']) > upToSeq);
    for (const row of rest) apply(read, phoneEventVersions.upcast(row['body'], versionOf(row)), { targetSeconds: 20 });
    expect(withoutResumedAt(read)).toEqual(withoutResumedAt(fold()));
  });

  it('has recoveries in every state and with every ending, and each upcasts', () => {
    const stored = old.rowsOf('recovery').map((row) => recoveryVersions.upcast(row['state_json'], versionOf(row)));
    expect(new Set(stored.map(({ recovery }) => recovery)).size).toBe(old.rowsOf('recovery').length);
    expect(new Set(old.rowsOf('recovery').map((row) => row['pause']))).toEqual(new Set(['wanted', 'lifting', 'over']));
    expect(new Set(old.rowsOf('recovery').map((row) => row['state']))).toEqual(new Set(['asked', 'waiting', 'held', 'ending', 'closed']));
    expect(new Set(old.rowsOf('recovery').map((row) => row['closed_because'])).size).toBe(15);
    for (const [at, row] of old.rowsOf('recovery').entries()) {
      expect(stored[at]).toMatchObject({ person: row['person'], line: row['line'], call: row['call'], leg: row['leg'], createdAt: row['created_at'], grantedMs: row['granted_ms'] });
    }
  });

  it('has requests and pauses in one queue in every state, and each upcasts', () => {
    const requests = old.rowsOf('debrief_request');
    expect(new Set(requests.map((row) => row['state']))).toEqual(new Set(['asked', 'answered', 'taken-back', 'unanswered']));
    for (const row of requests) expect(requestVersions.upcast(row['body'], versionOf(row))).toMatchObject({ request: row['request'], state: row['state'], dueAt: row['due_at'] });
    const pauses = old.rowsOf('debrief_gift').filter((row) => row['off_queue'] !== null);
    const states = pauses.map((row) => offQueueVersions.upcast(row['off_queue'], versionOf(row)).state);
    expect(new Set(states)).toEqual(new Set(['wanted', 'lifting', 'over']));
  });

  it('balances, in sum and for each person', () => {
    const sums = new Map<string, number>();
    let all = 0;
    for (const row of old.rowsOf('ledger_entry')) {
      sums.set(String(row['person']), (sums.get(String(row['person'])) ?? 0) + Number(row['amount_ms']));
      all += Number(row['amount_ms']);
    }
    expect(sums.size).toBeGreaterThan(20);
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
    expect(all).toBe(0);
  });

  describe('restored', () => {
    const { config: read, secrets } = readConfig({ ONHOOK_SECRET: 'a secret for the tests', ONHOOK_USUAL_SECONDS: '60', ONHOOK_TIMEZONE: 'Europe/Berlin' });
    let dataFolder: string;
    let store: Store;
    let now = old.madeAt + 1000;
    const open = async (): Promise<Store> => openTestStore({ kind: 'embedded', folder: dataFolder }, { centre });

    beforeAll(async () => {
      dataFolder = await newMigratedFolder();
      const empty = await openTestStore({ kind: 'embedded', folder: dataFolder });
      await restore(empty, Readable.from([old.bytes]), { signIns: true, passphrase: null });
      await empty.close();
      store = await open();
    });
    afterAll(async () => {
      await store.close();
      removeFolder(dataFolder);
    });

    it('has as many rows in every table as it had', async () => {
      for (const { name: table, rows } of old.tables) {
        const counted = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(store.db);
        expect([table, counted.rows[0]?.n]).toEqual([table, rows]);
      }
    });

    it('reads its rows as version 1', async () => {
      for (const table of ['event_log', 'recovery', 'offer', 'debrief_request', 'debrief_gift'] as const) {
        const found = await store.db.selectFrom(table).select('version').distinct().execute();
        expect([table, found]).toEqual([table, [{ version: 1 }]]);
      }
      expect(await openRecoveries(store.db, centre)).toHaveLength(old.rowsOf('recovery').filter((row) => row['closed_at'] === null).length);
      expect(await readSnapshot(store.db, centre)).toBeDefined();
    });

    it.each([
      ['recovery', () => openRecoveries(store.db, centre)],
      ['offer', async () => (await offersOf(store.db, centre, (await recoveriesSince(store.db, centre, 0)).map(({ recovery }) => recovery))).map(storedOfferOf)],
      ['debrief_request', () => findRequest(store.db, centre, asId<RequestId>('request-pia-1'))],
      ['debrief_gift', () => findTimeGrant(store.db, centre, asId<TimeGrantId>('gift-zoe-0001'))],
      ['floor_snapshot', () => readSnapshot(store.db, centre)],
    ] as const)('is refused in words where a row of %s is of a newer version', async (table, act) => {
      const column = table === 'floor_snapshot' ? 'state_version' : 'version';
      const before = await sql<{ version: number }>`select distinct ${sql.ref(column)} as version from ${sql.table(table)}`.execute(store.db);
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = 99`.execute(store.db);
      await expect(act()).rejects.toThrow(/version 99.*written by a newer version of Onhook/);
      await expect(act()).rejects.toBeInstanceOf(StoreTooNew);
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${before.rows[0]?.version ?? 1}`.execute(store.db);
      await act();
    });

    it('goes on: open recoveries continue and end, and nothing stays paused or owed', async () => {
      await store.close();
      const phones = new OldPhones({ now: () => now }, linesOf(fold()));
      for (const [line, track] of fold().lines) {
        for (const [queue, { member, pausedFor }] of track.memberships) if (member && pausedFor !== null) phones.set(line, queue, pausedFor);
      }
      const config = { ...read, store: { kind: 'embedded', folder: dataFolder } } as const;
      const context: AppContext = await createContext(config, secrets, { clock: { now: () => now }, log: pino({ level: 'silent' }), phones: [phones] });
      const pass = async (ms: number): Promise<void> => {
        now += ms;
        for (let i = 0; i < 4; i += 1) {
          await context.runtime.runDue();
          await new Promise(setImmediate);
        }
      };
      try {
        expect(context.runtime.status).toBe('running');
        const open = old.rowsOf('recovery').filter((row) => row['closed_at'] === null);
        const { recoveries, offers, banked } = context.runtime.floor;
        expect([...recoveries.values()].map(({ recovery }) => recovery).toSorted()).toEqual(open.map((row) => row['recovery']).toSorted());
        const out = old.rowsOf('offer').filter((row) => row['expired_at'] === null && open.some((one) => one['recovery'] === row['recovery'] && one['pause'] === 'wanted'));
        expect([...offers.values()].map(({ offer }) => offer)).toEqual(expect.arrayContaining(out.map((row) => row['offer'])));
        expect([...banked.values()].reduce((a, b) => a + b, 0)).toBe(
          old.rowsOf('ledger_entry').reduce((sum, row) => sum + (row['account'] === 'banked' ? Number(row['amount_ms']) : 0), 0),
        );
        await pass(1000);
        expect([...recoveries.values()].filter(({ grantedMs }) => grantedMs > 0).length).toBeGreaterThan(10);
        for (let minutes = 0; minutes < 70; minutes += 1) await pass(minute);
        // Early finishes and queue gifts last until midnight.
        await pass(12 * 60 * minute);
        for (let seconds = 0; seconds < 60; seconds += 6) {
          await context.jobs.runDue();
          await pass(6000);
        }
        expect([...context.runtime.floor.recoveries.keys()]).toEqual([]);
        const { db } = context.store;
        const after = await recoveriesSince(db, centre, 0);
        expect(after).toHaveLength(old.rowsOf('recovery').length);
        expect(after.every((row) => row.closed_at !== null && row.closed_because !== null)).toBe(true);
        expect(await openOffQueues(db, centre)).toEqual([]);
        const reasons = Object.keys(linesOf(fold())).flatMap((line) => phones.paused(line));
        expect(reasons.filter((reason) => reason === 'Recovery' || reason === 'Off queue')).toEqual([]);
        const entries = await entriesSince(db, centre, 0);
        expect(entries.reduce((sum, entry) => sum + entry.amount_ms, 0)).toBe(0);
        for (const row of await balances(db, centre)) {
          if (row.account === 'earned' || row.account === 'granted') expect([row.person, row.account, row.amount_ms]).toEqual([row.person, row.account, 0]);
        }
        // Earlier ledger entries are unchanged.
        const known = new Map(entries.map((entry) => [`${entry.txn} ${entry.account}`, entry.amount_ms]));
        for (const row of old.rowsOf('ledger_entry')) expect(known.get(`${String(row['txn'])} ${String(row['account'])}`)).toBe(row['amount_ms']);
      } finally {
        await context.stop();
        store = await open();
      }
    });

    it('does not start where the log holds an event of a newer version, and says so', async () => {
      await sql`
        insert into event_log (centre, source, id, at, received_at, kind, version, body)
        values (${centre}, 'asterisk', 'from-a-newer-version', ${now}, ${now}, 'call-queued', 99, '{}')`.execute(store.db);
      await expect(readEvents(store.db, centre, 0, 100_000)).rejects.toBeInstanceOf(StoreTooNew);
      await store.close();
      const config = { ...read, store: { kind: 'embedded', folder: dataFolder } } as const;
      const started = createContext(config, secrets, { clock: { now: () => now }, log: pino({ level: 'silent' }), phones: [] });
      await expect(started).rejects.toThrow(/a stored phone event has version 99, written by a newer version of Onhook/);
      store = await open();
    });
  });
});
