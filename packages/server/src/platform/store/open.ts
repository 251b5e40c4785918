import { Kysely, PostgresDialect, sql } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import type { Duplex } from 'node:stream';
import { escapeIdentifier, escapeLiteral, type Pool, type PoolClient } from 'pg';
import type { Db } from './table.ts';
import { Engine } from './embedded/engine.ts';
import { lockFolder } from './embedded/lock.ts';
import { WireStream } from './embedded/wire-stream.ts';
import { toStoreError } from './errors.ts';
import { migrate } from './migrate.ts';
import { guardPool, makePool } from './pool.ts';
import { checkSessions } from './sessions.ts';
import { everyCentre, grantRights, userOf } from './row-security.ts';
import type { Schema } from './schema.ts';
import type { Tables } from './table.ts';

export type StoreConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      /** Address for the user that owns the tables, if it differs from the user that serves a centre. */
      readonly ownerUrl?: string;
      readonly connections?: number;
    };

export interface StoreOptions {
  /** Centre to serve: the database shows only its rows. Without a centre the store is opened as the owner, with the rows of all centres. */
  readonly centre?: CentreId;
  /** Called before the embedded database is prepared, which takes about five seconds. */
  readonly onFirstStart?: () => void;
  /** Newest migration to apply; 'none' leaves the database as it is. All migrations when left out. */
  readonly migrateTo?: string;
}

export interface Store {
  readonly kind: StoreConfig['kind'];
  readonly schema: Schema;
  /** Database of the centre. The embedded database has a single connection: inside a transaction use only the transaction. */
  readonly db: Kysely<Tables>;
  /** Runs `work` with the rows of all centres. Don't call it inside a transaction. */
  asOwner<Result>(work: (owner: Db) => Promise<Result>): Promise<Result>;
  /**
   * Frees the space of overwritten rows, one table at a time. Call it about once an hour: the embedded database doesn't do
   * so by itself. With PostgreSQL, which does, the call has no effect.
   */
  tidy(): Promise<void>;
  /** Number of times that the embedded database synced its writes to the disk; null for PostgreSQL, which keeps its own count. */
  syncs(): number | null;
  close(): Promise<void>;
}

const CONNECT_MS = 60_000;
/** The first connection waits for the preparation, which takes five seconds on an idle machine and minutes on a busy one. */
const PREPARE_MS = 600_000;

/** The state that each connection was last set to. */
const stateOf = new WeakMap<PoolClient, string>();

/** Kysely over the pool. Each connection is put into this state before it is used. */
const kyselyOver = (pool: Pool, state: string): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: guardPool(pool, async (client) => {
        if (stateOf.get(client) === state) return;
        stateOf.delete(client);
        await client.query(state);
        stateOf.set(client, state);
      }),
    }),
  });

/**
 * Time in milliseconds after which PostgreSQL ends a transaction that waits for its client. A process that stalls inside
 * a transaction would otherwise hold the floor's row, and no other could take the floor.
 */
const idleTransactionMs = 8000;

const setTo = (role: string | null, centre: string): string =>
  `${role === null ? 'reset role' : `set role ${escapeIdentifier(role)}`}; select set_config('onhook.centre', ${escapeLiteral(centre)}, false)`;

const asOwner = setTo(null, everyCentre);

const embeddedPool = (engine: Engine): Pool =>
  makePool({
    stream: (): Duplex => new WireStream(engine),
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: PREPARE_MS,
  });

/** Database that the engine runs, with a single connection that the callers use in turn. */
export const embeddedDatabase = (engine: Engine): Kysely<Tables> => kyselyOver(embeddedPool(engine), asOwner);

interface Opened {
  readonly owner: Kysely<Tables>;
  /** Connections for serving a centre. */
  readonly serving: Pool;
  readonly syncs: () => number | null;
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const openPostgres = async ({ url, ownerUrl = url, connections = 10 }: Extract<StoreConfig, { kind: 'postgres' }>): Promise<Opened> => {
  const poolOf = (connectionString: string, max: number): Pool =>
    makePool({ connectionString, max, application_name: 'onhook', connectionTimeoutMillis: CONNECT_MS });
  const serving = poolOf(url, connections);
  const owning = poolOf(ownerUrl, connections);
  try {
    // Two connections are needed to see whether they share a session.
    if (connections > 1) for (const pool of [serving, owning]) await checkSessions(pool);
  } catch (error) {
    await Promise.all([serving.end(), owning.end()]);
    throw toStoreError(error);
  }
  const owner = kyselyOver(owning, asOwner);
  return {
    owner,
    serving,
    syncs: () => null,
    tidy: async () => {},
    close: async () => {
      await owner.destroy();
      await serving.end();
    },
  };
};

const openEmbedded = async (folder: string, { names }: Schema, onFirstStart: () => void): Promise<Opened> => {
  const lock = await lockFolder(folder);
  const engine = new Engine(folder, onFirstStart);
  const serving = embeddedPool(engine);
  const owner = kyselyOver(serving, asOwner);
  return {
    owner,
    serving,
    syncs: () => engine.syncs(),
    tidy: async () => {
      for (const name of names) await sql`vacuum (analyze) ${sql.table(name)}`.execute(owner);
    },
    close: async () => {
      await owner.destroy();
      await engine.close();
      await lock.release();
    },
  };
};

/** Opens the database with the rights and the rows of this centre. */
const serveCentre = async ({ owner, serving }: Opened, kind: Store['kind'], centre: CentreId): Promise<Kysely<Tables>> => {
  const role = await grantRights(owner, await userOf(kyselyOver(serving, asOwner)));
  const limit = kind === 'postgres' ? `; set idle_in_transaction_session_timeout = ${idleTransactionMs}` : '';
  return kyselyOver(serving, setTo(role, centre) + limit);
};

/**
 * Opens the database and brings it to the newest migration.
 *
 * @throws StoreLocked, StorePooled, StoreTooNew, StoreFull, StoreUnavailable
 */
export const openStore = async (config: StoreConfig, schema: Schema, options: StoreOptions = {}): Promise<Store> => {
  const opened =
    config.kind === 'postgres' ? await openPostgres(config) : await openEmbedded(config.folder, schema, options.onFirstStart ?? (() => {}));
  try {
    if (options.migrateTo !== 'none') await migrate(opened.owner, schema, options.migrateTo);
    const { owner, tidy, syncs, close } = opened;
    const db = options.centre === undefined ? owner : await serveCentre(opened, config.kind, options.centre);
    return { kind: config.kind, schema, db, asOwner: (work) => work(owner), tidy, syncs, close };
  } catch (error) {
    await opened.close();
    throw error;
  }
};
