import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as store from '../support/store.ts';
import { appliedMigrations } from '../../src/platform/store/migrate.ts';
import { schema } from '../../src/features/schema.ts';
import { centre, ledgerRow, person, T } from '../support/rows.ts';
import { storeKinds, useStores } from '../support/stores.ts';

const stores = useStores();
const names = Object.keys(schema.migrations);

test('migrations are in the order of the times in their names', () => {
  expect(names).toEqual(names.toSorted());
  expect(names.every((name) => /^\d{4}-\d{2}-\d{2}T\d{4}-[a-z-]+$/.test(name))).toBe(true);
});

describe.each(storeKinds)('migrating %s', (kind) => {
  test('keeps what an older database holds', async () => {
    const config = await stores.emptyConfig(kind);
    const old = await store.openTestStore(config, { migrateTo: names[0] ?? '' });
    await store.addCentre(old.db, { centre, name: 'North', timezone: 'UTC', policy: '{}', created_at: T });
    // The server's own insert needs later migrations.
    await sql`insert into event_log (centre, source, id, at, received_at, kind, body) values (${centre}, 'asterisk', 'e1', 1, 1, 'call-queued', '{}')`.execute(old.db);
    await store.appendEntries(old.db, [ledgerRow('t1', 'earned', 5)]);
    expect(await appliedMigrations(old.db)).toEqual(names.slice(0, 1));
    await old.close();

    const now = await store.openTestStore(config);
    expect(await appliedMigrations(now.db)).toEqual(names);
    expect(await store.readEvents(now.db, centre, 0, 10)).toHaveLength(1);
    expect(await store.entriesOfPerson(now.db, centre, person, 0)).toMatchObject([{ amount_ms: 5 }]);
    await expect(sql`delete from ledger_entry`.execute(now.db)).rejects.toMatchObject({ code: '23001' });
    await now.close();
  });

  test('refuses a database that a newer version has migrated, and leaves it as it was', async () => {
    const config = await stores.emptyConfig(kind);
    const first = await store.openTestStore(config);
    await sql`insert into kysely_migration values ('2999-01-01T0000-later', 'then')`.execute(first.db);
    await first.close();
    const opening = store.openTestStore(config);
    await expect(opening).rejects.toBeInstanceOf(store.StoreTooNew);
    await expect(opening).rejects.toThrow('2999-01-01T0000-later');
    const looking = await store.openTestStore(config, { migrateTo: 'none' });
    expect(await appliedMigrations(looking.db)).toEqual([...names, '2999-01-01T0000-later']);
    await looking.close();
  });
});

test('processes that open a new PostgreSQL database at once migrate it once', async () => {
  const config = await stores.emptyConfig('postgres');
  const opened = await Promise.all([1, 2, 3, 4].map(() => store.openTestStore(config)));
  for (const { db } of opened) expect(await appliedMigrations(db)).toEqual(names);
  await Promise.all(opened.map((one) => one.close()));
});
