import { asId, type CentreId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { Client } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/features/schema.ts';
import * as store from '../support/store.ts';
import { storeKinds, useStores } from '../support/stores.ts';
import { insertExamples } from '../support/examples.ts';

const stores = useStores();
const north = asId<CentreId>('north');
const south = asId<CentreId>('south');

const countOf = async (db: store.Db, table: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)).rows[0]?.n ?? -1;

const withCentre = async (db: store.Db): Promise<{ name: string; forced: boolean; policies: string[] }[]> =>
  (
    await sql<{ name: string; forced: boolean; policies: string[] }>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        array(select polname::text from pg_policy where polrelid = c.oid and polcmd = '*' and polwithcheck is not null order by polname) as policies
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'centre'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`.execute(db)
  ).rows;

describe.each(storeKinds)('row security of %s', (kind) => {
  let whole: store.Store;
  let config: store.StoreConfig;
  let served: store.Store;
  beforeAll(async () => {
    config = await stores.newConfig(kind);
    whole = await store.openTestStore(config);
    await insertExamples(whole.db, north);
    await insertExamples(whole.db, south);
    expect((await store.allCentres(whole.db)).map(({ centre }) => centre)).toEqual([north, south]);
    await whole.close();
    served = await stores.keep(store.openTestStore(config, { centre: north }));
  });

  test('is forced, for reading and for writing, on every table with a centre in the catalogue', async () => {
    const tables = await withCentre(served.db);
    expect(tables.map(({ name }) => name).toSorted()).toEqual([...schema.names].toSorted());
    for (const { name, forced, policies } of tables) {
      expect({ name, forced, policies }).toEqual({ name, forced: true, policies: ['every_centre', 'one_centre'] });
    }
  });

  test('does not let who serves pass by it, own a table, or take anything from the append-only', async () => {
    const { rows } = await sql<{ passes: boolean; owns: number }>`
      select rolsuper or rolbypassrls as passes,
        (select count(*) from pg_class where relowner = r.oid and relkind = 'r') as owns
      from pg_roles r where rolname = current_user`.execute(served.db);
    expect(rows).toEqual([{ passes: false, owns: 0 }]);
    for (const statement of ['delete from ledger_entry', 'update audit_entry set at = 0', 'truncate session', 'alter table session disable row level security', 'drop policy one_centre on session']) {
      await expect(sql.raw(statement).execute(served.db), statement).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('shows and gives up one centre’s rows alone', async () => {
    for (const name of schema.names) {
      const all = await served.asOwner((owner) => countOf(owner, name));
      const own = await countOf(served.db, name);
      expect({ name, own: own > 0, others: all - own }).toEqual({ name, own: true, others: own });
      const { rows } = await sql<{ centre: string }>`select distinct centre from ${sql.table(name)}`.execute(served.db);
      expect(rows).toEqual([{ centre: 'north' }]);
    }
    await sql`delete from reset`.execute(served.db);
    await sql`update session set ended_at = 1`.execute(served.db);
    expect(await served.asOwner((owner) => countOf(owner, 'reset'))).toBe(1);
    const { rows } = await served.asOwner((owner) => sql`select centre from session where ended_at = 1`.execute(owner));
    expect(rows).toEqual([{ centre: 'north' }]);
  });

  test('takes no row for another centre, and moves none there', async () => {
    const centreOf = (centre: string) => ({ centre: asId<CentreId>(centre), name: 'x', timezone: 'UTC', policy: '{}', created_at: 0 });
    await expect(store.addCentre(served.db, centreOf('east'))).rejects.toMatchObject({ code: '42501' });
    await expect(sql`update team set centre = 'south'`.execute(served.db)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`insert into team (centre, team, name) values ('south', 'new', 'New')`.execute(served.db)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`insert into team (centre, team, name) values ('*', 'new', 'New')`.execute(served.db)).rejects.toMatchObject({ code: '42501' });
  });

  test('has no row for a connection that is set to no centre, nor to all of them by who serves', async () => {
    await served.db.transaction().execute(async (trx) => {
      for (const setting of ['', '*']) {
        await sql`select set_config('onhook.centre', ${setting}, true)`.execute(trx);
        for (const name of schema.names) expect({ name, rows: await countOf(trx, name) }).toEqual({ name, rows: 0 });
      }
    });
    expect(await countOf(served.db, 'team')).toBeGreaterThan(0);
  });
});

test('holds for a plain owner too, and for a user of their own, whose rights are given at the start', async () => {
  const { url } = (await stores.emptyConfig('postgres')) as Extract<store.StoreConfig, { kind: 'postgres' }>;
  const database = new URL(url).pathname.slice(1);
  const admin = new Client(url);
  await admin.connect();
  await admin.query(`create role owning_${database} login; create role using_${database} login; alter database ${database} owner to owning_${database}`);
  await admin.query(`grant all on schema public to owning_${database}`);
  await admin.end();
  const as = (user: string): string => Object.assign(new URL(url), { username: `${user}_${database}` }).href;

  const alone = await stores.keep(store.openTestStore({ kind: 'postgres', url: as('owning') }, { centre: north }));
  await alone.asOwner((owner) => insertExamples(owner, north));
  await alone.asOwner((owner) => insertExamples(owner, south));
  expect((await store.allCentres(alone.db)).map(({ centre }) => centre)).toEqual([north]);
  const { rows } = await sql<{ is: boolean }>`select pg_get_userbyid(relowner) = current_user as is from pg_class where relname = 'session'`.execute(alone.db);
  expect(rows).toEqual([{ is: true }]);

  const apart = await stores.keep(store.openTestStore({ kind: 'postgres', url: as('using'), ownerUrl: as('owning') }, { centre: south }));
  expect((await store.allCentres(apart.db)).map(({ centre }) => centre)).toEqual([south]);
  await store.upsertTeam(apart.db, { centre: south, team: asId('new'), name: 'New', site: null });
  await expect(sql`drop table session`.execute(apart.db)).rejects.toMatchObject({ code: '42501' });
  await expect(sql`set role owning_${sql.raw(database)}`.execute(apart.db)).rejects.toMatchObject({ code: '42501' });
});
