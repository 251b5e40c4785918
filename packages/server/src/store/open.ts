import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Duplex } from 'node:stream';
import type { Pool } from 'pg';
import { tableNames } from './backup-format.ts';
import { Engine } from './embedded/engine.ts';
import { lockFolder } from './embedded/lock.ts';
import { WireStream } from './embedded/wire-stream.ts';
import { migrate } from './migrate.ts';
import { guardPool, makePool } from './pool.ts';
import type { Tables } from './tables.ts';

export type StoreConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly connections?: number };

export interface StoreOptions {
  /** The embedded database is about to be prepared, which takes about five seconds. */
  readonly onFirstStart?: () => void;
  /** The newest migration to apply; 'none' leaves the database as it is. All of them when not given. */
  readonly migrateTo?: string;
}

export interface Store {
  readonly kind: StoreConfig['kind'];
  /** With the embedded database there is one connection: inside a transaction use the transaction only. */
  readonly db: Kysely<Tables>;
  /**
   * Makes the space of rows written over free again, a table at a time. To be called every hour or so: the embedded
   * database has nothing beside it that does so; PostgreSQL does it by itself, and nothing is done there.
   */
  tidy(): Promise<void>;
  /** Times the embedded database had the disk confirm what it wrote; null for PostgreSQL, which keeps its own count. */
  syncs(): number | null;
  close(): Promise<void>;
}

const CONNECT_MS = 60_000;

const kyselyOver = (pool: Pool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guardPool(pool) }) });

/** The database that the engine runs: one connection, handed to the waiting in turn. */
export const embeddedDatabase = (engine: Engine): Kysely<Tables> =>
  kyselyOver(
    makePool({
      stream: (): Duplex => new WireStream(engine),
      user: 'postgres',
      database: 'postgres',
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: CONNECT_MS,
    }),
  );

const openUnmigrated = async (config: StoreConfig, options: StoreOptions): Promise<Store> => {
  if (config.kind === 'postgres') {
    const db = kyselyOver(
      makePool({
        connectionString: config.url,
        max: config.connections ?? 10,
        application_name: 'onhook',
        connectionTimeoutMillis: CONNECT_MS,
      }),
    );
    return { kind: 'postgres', db, tidy: async () => {}, syncs: () => null, close: () => db.destroy() };
  }
  const lock = await lockFolder(config.folder);
  const engine = new Engine(config.folder, options.onFirstStart ?? (() => {}));
  const db = embeddedDatabase(engine);
  return {
    kind: 'embedded',
    db,
    tidy: async () => {
      for (const name of tableNames) await sql`vacuum (analyze) ${sql.table(name)}`.execute(db);
    },
    syncs: () => engine.syncs(),
    close: async () => {
      await db.destroy();
      await engine.close();
      await lock.release();
    },
  };
};

/**
 * Opens the database and brings it to the newest migration.
 *
 * @throws StoreLocked, StoreTooNew, StoreFull, StoreUnavailable
 */
export const openStore = async (config: StoreConfig, options: StoreOptions = {}): Promise<Store> => {
  const store = await openUnmigrated(config, options);
  try {
    if (options.migrateTo !== 'none') await migrate(store.db, options.migrateTo);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
