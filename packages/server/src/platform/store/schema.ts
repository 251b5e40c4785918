import { sql, type Kysely, type Migration } from 'kysely';
import { migrations as first } from './migrations/index.ts';
import type { AnyTable, TableName } from './table.ts';

/** The tables of one part of the server, with the migrations that made them, by the time in their names. */
export interface SchemaPart {
  readonly tables: readonly { readonly name: TableName }[];
  readonly migrations?: Readonly<Record<string, Migration>>;
}

/** Every table and every migration of one database. */
export interface Schema {
  /** Tables, each after the tables that it refers to. */
  readonly tables: readonly AnyTable[];
  readonly names: readonly TableName[];
  /** Migrations in the order of their names, which are the times they were written at. They go forward only. */
  readonly migrations: Readonly<Record<string, Migration>>;
}

/** A migration that runs these statements, one after the other. */
export const sqlMigration = (...statements: readonly string[]): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

type NamesIn<Parts extends readonly SchemaPart[]> = Parts[number]['tables'][number]['name'];

/** Compiles only where every table that has a row type is declared. */
type Complete<Parts extends readonly SchemaPart[]> = [Exclude<TableName, NamesIn<Parts>>] extends [never]
  ? unknown
  : { readonly 'not declared': Exclude<TableName, NamesIn<Parts>> };

const inBackupOrder = (tables: readonly AnyTable[]): AnyTable[] => {
  const ordered = new Map<TableName, AnyTable>();
  const open = new Set<TableName>();
  const visit = (one: AnyTable): void => {
    if (ordered.has(one.name)) return;
    if (open.has(one.name)) throw new Error(`the table ${one.name} refers to itself in a circle`);
    open.add(one.name);
    for (const name of one.backup.after) {
      const referred = tables.find((other) => other.name === name);
      if (!referred) throw new Error(`the table ${one.name} refers to ${name}, which is not declared`);
      visit(referred);
    }
    ordered.set(one.name, one);
  };
  tables.forEach(visit);
  return [...ordered.values()];
};

/**
 * Puts the parts of a database together.
 *
 * @param parts every part; the first migrations, which several parts share, are added
 * @returns the tables in backup order and the migrations in the order of their names
 * @throws Error when a table is declared twice, refers to one that is not declared, or tables refer to each other in a circle
 */
export const createSchema = <const Parts extends readonly SchemaPart[]>(parts: Parts & Complete<Parts>): Schema => {
  const tables = parts.flatMap((part) => part.tables as readonly AnyTable[]);
  const names = tables.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the table ${twice} is declared twice`);
  const migrations = Object.entries(Object.assign({}, first, ...parts.map((part) => part.migrations ?? {})) as Record<string, Migration>);
  const ordered = inBackupOrder(tables);
  return {
    tables: ordered,
    names: ordered.map(({ name }) => name),
    migrations: Object.fromEntries(migrations.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
};
