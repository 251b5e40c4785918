import { sql } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import { schema } from '../../src/features/schema.ts';
import { example, json, type Db } from '../../src/platform/store/index.ts';

const asJson = (value: unknown): unknown => (value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value);

/** Inserts the example rows of every table, each under this centre. */
export const insertExamples = async (db: Db, centre: CentreId = example.centre): Promise<void> => {
  for (const { name, example: rows } of schema.tables) {
    const columns = sql.join(Object.keys(rows[0]).map((column) => sql.ref(column)));
    const values = rows.map((row) => Object.fromEntries(Object.entries({ ...row, centre }).map(([column, value]) => [column, asJson(value)])));
    // The row's type by way of a query: `null::line` would be PostgreSQL's own geometric type.
    await sql`
      insert into ${sql.table(name)} (${columns})
      select ${columns} from json_populate_recordset((select t from ${sql.table(name)} t limit 0), ${json(values)}::json)`.execute(db);
  }
};
