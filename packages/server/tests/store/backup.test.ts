import { trackerVersions } from '@onhook/core/call';
import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/features/schema.ts';
import * as store from '../support/store.ts';
import { centre, eventRow, otherCentre, T } from '../support/rows.ts';
import { storeKinds, useStores } from '../support/stores.ts';
import { insertExamples } from '../support/examples.ts';

const stores = useStores();

/** With everything in it, and not encrypted. */
const whole = { signIns: true, passphrase: null };

const toBuffer = async (from: store.Store, options: store.BackupOptions = whole): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  await store.backup(
    from,
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk);
        done();
      },
    }),
    options,
  );
  return Buffer.concat(chunks);
};

const restoreInto = (into: store.Store, bytes: Buffer, options: store.BackupOptions = whole): Promise<void> => store.restore(into, Readable.from([bytes]), options);

/** Writes rows that fit the tables of the first migration; the server's present rows may need later migrations. */
const fillOldest = async (db: store.Db): Promise<void> => {
  const statements = [
    `insert into centre values ('north', 'North', 'UTC', '{"a": [1]}', 1)`,
    `insert into line values ('north', 'PJSIP/101', 'asterisk', 'Ada', null, 1, 2)`,
    `insert into event_log (centre, source, id, at, received_at, kind, body)
      select 'north', 'asterisk', 'e' || n, n, n, 'call-queued', '{"n": 1.50}' from generate_series(1, 700) n`,
    `insert into ledger_entry (centre, txn, person, account, amount_ms, kind, at) values ('north', 't', 'p', 'earned', 5, 'k', 1)`,
    `insert into offer_event (centre, offer, state, at) values ('north', 'o', 'intended', 1), ('north', 'o', 'shown', 2)`,
    `insert into floor_snapshot values ('north', 1, 700, '\\x00ff', 9)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
};

/** Reads the rows of every table; a table that an older schema lacks has none. */
const everything = async (db: store.Db): Promise<Record<string, unknown[]>> => {
  const present = new Set((await db.introspection.getTables()).map(({ name }) => name));
  const all: Record<string, unknown[]> = {};
  for (const name of schema.names) {
    all[name] = present.has(name)
      ? (await sql`select * from ${sql.table(name)} t order by t::text collate "C"`.execute(db)).rows
      : [];
  }
  return all;
};

const altered = (bytes: Buffer, change: (text: string) => string): Buffer =>
  gzipSync(change(gunzipSync(bytes).toString('utf8')));

/** Puts the right checksum under a changed text. */
const resealed = (text: string): string => {
  const body = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
  return `${body}${JSON.stringify({ sha256: createHash('sha256').update(body).digest('hex') })}\n`;
};

const newer = (text: string): string => text.replace(/"migrations":\[/, '"migrations":["2999-01-01T0000-later",');

test('every table is backed up', async () => {
  const { db } = await stores.open('postgres');
  const names = (await db.introspection.getTables()).map(({ name }) => name);
  expect(names.toSorted()).toEqual([...schema.names].toSorted());
});

test('goes from embedded to PostgreSQL and back, whole', async () => {
  const [first, second, third] = [
    await stores.open('embedded'),
    await stores.open('postgres'),
    await stores.open('embedded'),
  ];
  await insertExamples(first.db);
  const before = await everything(first.db);
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
  await restoreInto(second, await toBuffer(first));
  expect(await everything(second.db)).toEqual(before);
  await restoreInto(third, await toBuffer(second));
  expect(await everything(third.db)).toEqual(before);
});

test('leaves out whatever lets somebody in, and says how much, unless it is asked for', async () => {
  const lettingIn = ['session', 'sign_in_link', 'frame_code', 'sign_in_attempt', 'scim_token'];
  expect(schema.tables.filter((one) => one.backup.letsIn !== undefined).map(({ name }) => name).sort()).toEqual(lettingIn.toSorted());
  // A column that holds a hash of something that signs in belongs to a table that is left out.
  const hashed = schema.tables.filter((one) => Object.keys(one.example[0]).some((column) => /^(token|code|attempt)_hash$/.test(column)));
  expect(hashed.map(({ name }) => name).sort()).toEqual(lettingIn.toSorted());
  const [from, into, late] = [await stores.open('embedded'), await stores.open('embedded'), await stores.open('embedded')];
  await insertExamples(from.db);
  const before = await everything(from.db);
  const bytes = await toBuffer(from, { signIns: false, passphrase: null });
  const [header = ''] = gunzipSync(bytes).toString('utf8').split('\n');
  expect(JSON.parse(header)).toMatchObject({ leftOut: { sessions: before['session']!.length, 'sign-in links': before['sign_in_link']!.length, 'directory tokens': before['scim_token']!.length } });
  expect(gunzipSync(bytes).toString('utf8')).not.toMatch(/"(token|code|attempt)_hash"/);
  const expected = { ...before, ...Object.fromEntries(lettingIn.map((name) => [name, []])) };
  await restoreInto(into, bytes);
  expect(await everything(into.db)).toEqual(expected);
  // A backup that has them gives them back only when asked: some may have been ended since.
  await restoreInto(late, await toBuffer(from), { signIns: false, passphrase: null });
  expect(await everything(late.db)).toEqual(expected);
});

test('is restored with its passphrase, and by nobody without it', async () => {
  const [from, into] = [await stores.open('embedded'), await stores.open('embedded')];
  await insertExamples(from.db);
  const bytes = await toBuffer(from, { signIns: true, passphrase: 'kettle orbit velvet marsh' });
  for (const passphrase of [null, 'another passphrase']) await expect(restoreInto(into, bytes, { signIns: true, passphrase })).rejects.toBeInstanceOf(store.BackupEncrypted);
  await restoreInto(into, bytes, { signIns: true, passphrase: 'kettle orbit velvet marsh' });
  expect(await everything(into.db)).toEqual(await everything(from.db));
});

describe.each(storeKinds)('a backup restored into %s', (kind) => {
  let filled: store.Store;
  let bytes: Buffer;
  beforeAll(async () => {
    filled = await stores.open(kind);
    await insertExamples(filled.db);
    bytes = await toBuffer(filled);
  });

  test('counts on where numbers had got to, even when retention took the last rows out', async () => {
    const from = await stores.open(kind);
    await store.appendEvents(from.db, otherCentre, [eventRow(1), eventRow(2), eventRow(3)]);
    await store.saveSnapshot(from.db, { centre: otherCentre, state_version: trackerVersions.newest, up_to_seq: 3, state: new Uint8Array(), at: T });
    expect(await from.db.transaction().execute((trx) => store.deleteEvents(trx, otherCentre, T + 1_000))).toBe(3);
    const into = await stores.open(kind);
    await restoreInto(into, await toBuffer(from));
    expect(await store.appendEvents(into.db, otherCentre, [eventRow(9)])).toMatchObject({ lastSeq: 4 });
  });

  test('is refused by a database with rows', async () => {
    const into = await stores.open(kind);
    await store.addCentre(into.db, { centre, name: 'x', timezone: 'UTC', policy: '{}', created_at: T });
    await expect(restoreInto(into, bytes)).rejects.toBeInstanceOf(store.StoreNotEmpty);
    expect(await store.allCentres(into.db)).toHaveLength(1);
  });

  test('is refused whole when cut, altered or none, and when made by a newer version', async () => {
    const into = await stores.open(kind);
    const bad: [string, Buffer, new (message: string) => Error][] = [
      ['cut in the gzip', bytes.subarray(0, bytes.length - 20), store.BackupDamaged],
      [
        'cut between rows',
        altered(bytes, (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)),
        store.BackupDamaged,
      ],
      ['cut in a row', altered(bytes, (text) => text.slice(0, -500)), store.BackupDamaged],
      [
        'a value changed',
        altered(bytes, (text) => text.replace('"amount_ms":5', '"amount_ms":6')),
        store.BackupDamaged,
      ],
      [
        'a row that cannot be stored',
        altered(bytes, (text) => text.replace('"amount_ms":5', '"amount_ms":"x"')),
        store.BackupDamaged,
      ],
      ['something after the end', altered(bytes, (text) => `${text}{}\n`), store.BackupDamaged],
      ['no gzip', Buffer.from('hello'), store.BackupDamaged],
      ['no backup', gzipSync('{"a":1}\n'), store.BackupDamaged],
      ['empty', gzipSync(''), store.BackupDamaged],
      ['a newer schema', altered(bytes, (text) => resealed(newer(text))), store.StoreTooNew],
      ['a newer format', altered(bytes, (text) => text.replace('"format":1', '"format":2')), store.StoreTooNew],
    ];
    for (const [what, file, kindOfError] of bad) {
      await expect(restoreInto(into, file), what).rejects.toBeInstanceOf(kindOfError);
      const rows = Object.values(await everything(into.db)).flat();
      expect(rows, what).toEqual([]);
    }
    await restoreInto(into, bytes);
    expect(await everything(into.db)).toEqual(await everything(filled.db));
  });

  test('of an older schema is restored at its level and brought forward', async () => {
    const [oldest] = Object.keys(schema.migrations);
    const old = await stores.open(kind, { migrateTo: oldest ?? '' });
    await fillOldest(old.db);
    const into = await stores.open(kind);
    await restoreInto(into, await toBuffer(old));
    const before = await everything(old.db);
    // Rows from before versions are of version 1 once they are brought forward.
    const versioned = ['event_log', 'recovery', 'offer', 'debrief_request', 'debrief_gift'];
    const added = new Map<string, object>([...versioned.map((name) => [name, { version: 1 }] as const), ['line', { assigned_name: null, reported: true }]]);
    const expected = Object.entries(before).map(([name, rows]) => [name, rows.map((row) => ({ ...(row as object), ...added.get(name) }))]);
    expect(await everything(into.db)).toEqual(Object.fromEntries(expected));
    await expect(sql`delete from ledger_entry`.execute(into.db)).rejects.toMatchObject({ code: '23001' });
    await expect(sql`delete from ledger_entry`.execute(old.db)).resolves.toBeDefined();
  });
});

test.each(storeKinds)('Every foreign key of %s goes to a table that is declared to come before', async (kind) => {
  const { db } = await stores.open(kind);
  const { rows } = await sql<{ name: string; referred: string }>`
    select distinct conrelid::regclass::text as name, confrelid::regclass::text as referred
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(db);
  expect(rows.length).toBeGreaterThan(15);
  for (const { name, referred } of rows) {
    expect({ name, after: schema.tables.find((one) => one.name === name)?.backup.after }).toEqual({ name, after: expect.arrayContaining([referred]) });
  }
});
