import { sql, type Expression, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from './tables.ts';

/** The database, or a transaction of it. */
export type Db = Kysely<Tables>;

// PostgreSQL takes 65,535 parameters a statement.
const ROWS_A_STATEMENT = 500;

export const inBatches = async <Row>(
  rows: readonly Row[],
  write: (batch: Row[]) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await write(rows.slice(from, from + ROWS_A_STATEMENT));
};

type Excluded = Record<string, Expression<never>>;

/** The `set` of an upsert that takes over every column of the new row but the key. */
export const takeOver = (row: object, key: readonly string[]): Excluded =>
  Object.fromEntries(
    Object.keys(row)
      .filter((column) => !key.includes(column))
      .map((column): [string, RawBuilder<never>] => [column, sql<never>`excluded.${sql.ref(column)}`]),
  );
