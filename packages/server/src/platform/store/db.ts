import { sql, type Expression, type RawBuilder } from 'kysely';
import { json } from './json.ts';
import type { Db, Row, TableName } from './table.ts';

// PostgreSQL accepts at most 65,535 parameters in a statement.
const ROWS_A_STATEMENT = 500;

export const inBatches = async <Row>(
  rows: readonly Row[],
  write: (batch: Row[]) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await write(rows.slice(from, from + ROWS_A_STATEMENT));
};

type Excluded = Record<string, Expression<never>>;

/** Makes the `set` of an upsert that replaces every column except the key by the new row's. */
export const takeOver = (row: object, key: readonly string[]): Excluded =>
  Object.fromEntries(
    Object.keys(row)
      .filter((column) => !key.includes(column))
      .map((column): [string, RawBuilder<never>] => [column, sql<never>`excluded.${sql.ref(column)}`]),
  );

interface Clash<Table extends TableName> {
  readonly on: readonly (keyof Row<Table> & string)[];
  /** `old`: the stored row stays. `new`: the new row replaces it. */
  readonly keep: 'old' | 'new';
}

/**
 * Makes the statement that writes rows in the given order. All rows must have the same columns, and with `keep: 'new'` no two
 * rows may have the same key.
 *
 * @returns null where there are no rows
 */
export const rowsToPut = <Table extends TableName>(table: Table, rows: readonly Row<Table>[], { on, keep }: Clash<Table>): RawBuilder<unknown> | null => {
  const [first] = rows;
  if (!first) return null;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  const assignments = Object.entries(takeOver(first, on)).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const clash = keep === 'old' ? sql`nothing` : sql`update set ${sql.join(assignments)}`;
  // A single JSON parameter for all rows is a third faster than a parameter a value on the embedded database, a fifth on PostgreSQL.
  return sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json(rows)}::json)
    on conflict (${sql.join(on.map((column) => sql.ref(column)))}) do ${clash}`;
};

/** Runs statements of different tables as a single one, with one round trip to the database instead of one for each. */
export const runTogether = async (trx: Db, statements: readonly (RawBuilder<unknown> | null)[]): Promise<void> => {
  const due = statements.filter((statement) => statement !== null);
  if (due.length === 0) return;
  if (due.length === 1) {
    await due[0]!.execute(trx);
    return;
  }
  const parts = due.map((statement, index) => sql`${sql.ref(`part_${index}`)} as (${statement})`);
  await sql`with ${sql.join(parts)} select`.execute(trx);
};

/** Writes the rows of `rowsToPut`. */
export const putRows = <Table extends TableName>(trx: Db, table: Table, rows: readonly Row<Table>[], clash: Clash<Table>): Promise<void> =>
  runTogether(trx, [rowsToPut(table, rows, clash)]);

/** Runs a statement. Returns how many rows it inserted, updated or deleted. */
export const rowsChanged = async (trx: Db, statement: RawBuilder<unknown>): Promise<number> =>
  Number((await statement.execute(trx)).numAffectedRows ?? 0n);
