import { sql } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Schema, Store, TableName } from '../../platform/store/index.ts';

const rowsAPage = 500;

interface Owned {
  readonly name: TableName;
  /** Columns that name the person whose row it is. */
  readonly people: readonly string[];
  /** Null: every column but what is sealed. */
  readonly columns: readonly string[] | null;
}

/** The tables whose rows belong to people, with the columns that may be exported. */
const owned = ({ tables }: Schema): Owned[] =>
  tables.flatMap(({ name, owner }) =>
    'people' in owner ? [{ name, people: owner.people, columns: owner.export === 'view' ? null : owner.export.columns }] : [],
  );

const isTheirs = (by: readonly string[], person: PersonId) => sql`(${sql.join(by.map((column) => sql`${sql.ref(column)} = ${person}`), sql` or `)})`;

export type Counts = Partial<Record<TableName, number>>;

/** How many rows of each table are this person's. */
export const countOwn = async ({ db, schema }: Pick<Store, 'db' | 'schema'>, centre: CentreId, person: PersonId): Promise<Counts> => {
  const counts: Counts = {};
  for (const { name, people: by } of owned(schema)) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(name)} where centre = ${centre} and ${isTheirs(by, person)}`.execute(db);
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
};

/** Everything that is this person's as one JSON, a table after the other and some rows at a time; what is sealed only by its size. */
export const exportOwn = async function* ({ db, schema }: Pick<Store, 'db' | 'schema'>, centre: CentreId, person: PersonId, at: number): AsyncGenerator<string> {
  yield `{"centre":${JSON.stringify(centre)},"person":${JSON.stringify(person)},"at":${JSON.stringify(new Date(at).toISOString())}`;
  for (const { name, people: by, columns } of owned(schema)) {
    const shown = columns === null ? sql`to_jsonb(t) - '{centre,sealed}'::text[]` : sql`(select to_jsonb(c) from (select ${sql.join(columns.map((column) => sql.ref(`t.${column}`)))}) c)`;
    yield `,\n${JSON.stringify(name)}:[`;
    let separator = '';
    for (let after = '(0,0)'; ; ) {
      const { rows } = await sql<{ place: string; row: string }>`
        select ctid::text as place, (${shown})::text as row
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
