import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { StoreTooNew } from './errors.ts';
import { guardRows } from './row-security.ts';
import type { Schema } from './schema.ts';
import type { Tables } from './table.ts';

const makeMigrator = (db: Kysely<Tables>, known: Readonly<Record<string, Migration>>): Migrator =>
  new Migrator({ db, provider: { getMigrations: async () => ({ ...known }) } });

/** Names of the migrations that the database has, oldest first. */
export const appliedMigrations = async (db: Kysely<Tables>): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
};

/**
 * Brings the database to the newest migration, or to `upTo`. All or nothing, and one process at a time: Kysely runs
 * them in one transaction under an advisory lock.
 *
 * @throws StoreTooNew when the database has a migration that this Onhook does not know.
 */
export const migrate = async (db: Kysely<Tables>, { migrations: known }: Pick<Schema, 'migrations'>, upTo?: string): Promise<void> => {
  const unknown = (await appliedMigrations(db)).filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new StoreTooNew(
      `the database was written by a newer Onhook (it has ${unknown.join(', ')}): start that version`,
    );
  }
  const migrator = makeMigrator(db, known);
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error) throw error;
  await guardRows(db);
};

/** Drops every declared table, so that the database can be migrated from the start. Only for a database without rows. */
export const dropEverything = (db: Kysely<Tables>, { names }: Schema): Promise<void> =>
  db.transaction().execute(async (trx) => {
    for (const name of names) await sql`drop table if exists ${sql.table(name)} cascade`.execute(trx);
    await sql`drop function if exists refuse_change`.execute(trx);
    await sql`drop table if exists kysely_migration, kysely_migration_lock`.execute(trx);
  });
