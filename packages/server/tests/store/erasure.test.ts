import { asId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { checkChain } from '../../src/platform/audit/index.ts';
import { anonymise } from '../../src/features/my-data/erase.ts';
import * as store from '../support/store.ts';
import { centre, ledgerRow, person } from '../support/rows.ts';
import { schema } from '../../src/features/schema.ts';
import { storeKinds, useStores } from '../support/stores.ts';
import { insertExamples } from '../support/examples.ts';

const stores = useStores();
const south = asId<typeof centre>('south');

/** Names of columns that hold a person without a foreign key to `person`. */
const personColumns = ['person', 'sender', 'recipient', 'asker', 'asked', 'lead', 'written_by', 'done_by', 'customer_asked_by', 'requested_by', 'asked_of', 'granted_by'];

const columnsOfPeople = async (db: store.Db): Promise<{ name: string; column: string }[]> =>
  (
    await sql<{ name: string; column: string }>`
      select distinct c.relname as name, a.attname as column
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attname <> 'centre' and (
        a.attname = any(${personColumns}::text[])
        or exists (
          select from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'f' and k.confrelid = 'person'::regclass and a.attnum = any(k.conkey)
        )
      )
      order by 1, 2`.execute(db)
  ).rows;

test.each(storeKinds)('An erased person is in no row of %s, and nobody else’s rows change', async (kind) => {
  const { db, asOwner } = await stores.keep(store.openTestStore(await stores.newConfig(kind)));
  await insertExamples(db, centre);
  await insertExamples(db, south);
  const asked = { recovery: asId<never>(`asked-${person}-5`), txn: `asked-${person}-5/earned` };
  await store.appendEntries(db, [{ ...ledgerRow('x', 'earned', -5), ...asked, centre }, { ...ledgerRow('x', 'centre', 5), ...asked, centre }]);

  // A column that may hold a person fails here unless its table declares it.
  for (const { name, column } of await columnsOfPeople(db)) {
    const owner = schema.tables.find((one) => one.name === name)?.owner;
    const people: readonly string[] = owner && 'people' in owner ? owner.people : [];
    expect({ name, column, declared: people.includes(column) }).toEqual({ name, column, declared: true });
  }

  const rowsWith = async (where: string): Promise<string[]> => {
    const found: string[] = [];
    for (const name of schema.names) {
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t where centre = ${where}`.execute(db);
      found.push(...rows.filter(({ row }) => row.includes(`"${person}"`) || row.includes(`-${person}-`)).map(({ row }) => `${name} ${row}`));
    }
    return found;
  };
  const others = await rowsWith('south');
  const minutes = await store.balances(db, centre, person);
  expect((await rowsWith('north')).length).toBeGreaterThan(15);

  await asOwner((owner) => owner.transaction().execute((trx) => anonymise(trx, schema, { centre, person, alias: 'gone-1' })));
  expect(await rowsWith('north')).toEqual([]);
  expect(await rowsWith('south')).toEqual(others);
  // The minutes stay under a replacement name; the audit log is unbroken and names no person.
  expect(await store.balances(db, centre, asId('gone-1'))).toEqual(minutes.map((one) => ({ ...one, person: 'gone-1' })));
  expect(await checkChain(store.auditRows(db, centre), null)).toMatchObject({ kind: 'unbroken', head: { seq: 1 } });
  expect(await store.auditOfPerson(db, centre, person, 1_000, 10)).toEqual([]);
  for (const change of [sql`update ledger_entry set amount_ms = 0`, sql`delete from ledger_entry`, sql`delete from offer_event`]) {
    await expect(asOwner((owner) => change.execute(owner))).rejects.toMatchObject({ code: '23001' });
  }
  await expect(
    asOwner((owner) =>
      owner.transaction().execute(async (trx) => {
        await store.allowErasure(trx);
        await sql`update ledger_entry set amount_ms = amount_ms + 1`.execute(trx);
      }),
    ),
  ).rejects.toMatchObject({ code: '23001' });
});
