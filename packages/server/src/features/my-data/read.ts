import { sql } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { tableNames, type Db, type TableName } from '../../platform/store/index.ts';
import { plan } from './plan.ts';

const rowsAPage = 500;

const hiddenIn = (name: TableName): readonly string[] => {
  const line = plan[name];
  return ['centre', ...(line.kind === 'goes' ? (line.secret ?? []) : [])];
};

/** The tables in which rows are somebody's, with the columns that say whose. */
const owned = tableNames.flatMap((name) => {
  const line = plan[name];
  return line.kind === 'nobody' || line.by.length === 0 ? [] : [{ name, by: line.by }];
});

const isTheirs = (by: readonly string[], person: PersonId) => sql`(${sql.join(by.map((column) => sql`${sql.ref(column)} = ${person}`), sql` or `)})`;

export type Counts = Partial<Record<TableName, number>>;

/** How many rows of each table are this person's. */
export const countOwn = async (db: Db, centre: CentreId, person: PersonId): Promise<Counts> => {
  const counts: Counts = {};
  for (const { name, by } of owned) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(name)} where centre = ${centre} and ${isTheirs(by, person)}`.execute(db);
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
};

/** Everything that is this person's as one JSON, a table after the other and some rows at a time; what is sealed only by its size. */
export const exportOwn = async function* (db: Db, centre: CentreId, person: PersonId, at: number): AsyncGenerator<string> {
  yield `{"centre":${JSON.stringify(centre)},"person":${JSON.stringify(person)},"at":${JSON.stringify(new Date(at).toISOString())}`;
  for (const { name, by } of owned) {
    yield `,\n${JSON.stringify(name)}:[`;
    let separator = '';
    for (let after = '(0,0)'; ; ) {
      const { rows } = await sql<{ place: string; row: string }>`
        select ctid::text as place, (to_jsonb(t) - ${sql.lit(`{${hiddenIn(name).join(',')}}`)}::text[])::text as row
        from ${sql.table(name)} t
        where centre = ${centre} and ${isTheirs(by, person)} and ctid > ${after}::tid
        order by ctid limit ${sql.lit(rowsAPage)}`.execute(db);
      for (const { row } of rows) {
        yield `${separator}\n${row}`;
        separator = ',';
      }
      const last = rows.at(-1);
      if (!last || rows.length < rowsAPage) break;
      after = last.place;
    }
    yield ']';
  }
  yield '}\n';
};
