import { Pool, types as defaults, type CustomTypesConfig, type PoolClient, type PoolConfig } from 'pg';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { StoreFull, StoreUnavailable, toStoreError } from './errors.ts';

const INT8 = 20;
const DATE = 1082;
const BYTEA = 17;

type Parse = (value: string) => unknown;

const own: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [INT8, Number],
  [DATE, (value) => value],
  [BYTEA, (value) => new Uint8Array(Buffer.from(value.slice(2), 'hex'))],
]);

const types: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    own.get(oid) ?? defaults.getTypeParser(oid, format ?? 'text'),
};

/** Makes a pool of `pg` that reads values in the same way from both kinds of database. */
export const makePool = (config: PoolConfig): Pool => {
  const pool = new Pool({ ...config, types });
  // A connection that breaks while nobody uses it is replaced at the next use.
  pool.on('error', () => {});
  return pool;
};

type Gone = StoreFull | StoreUnavailable;

const isGone = (error: unknown): error is Gone => error instanceof StoreUnavailable || error instanceof StoreFull;

/** Puts a connection into the state that its users rely on. */
export type Prepare = (client: PoolClient) => Promise<void>;

const guardClient = async (client: PoolClient, prepare: Prepare): Promise<PostgresPoolClient> => {
  let broken: Gone | null = null;
  const onError = (error: Error): void => {
    const named = toStoreError(error);
    broken ??= isGone(named) ? named : new StoreUnavailable(error.message, { cause: error });
  };
  client.on('error', onError);

  const runQuery = async <Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> => {
    try {
      const result = await client.query(text, [...parameters]);
      // PostgreSQL answers the commit of a failed transaction with a rollback and without an error.
      if (text === 'commit' && result.command === 'ROLLBACK') {
        throw new Error('nothing was committed: a statement of the transaction had failed');
      }
      return result as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      const named = toStoreError(error);
      // The error that broke the connection is reported instead; the broken connection has ended the transaction.
      if (broken && text === 'rollback') return { command: 'UPDATE', rowCount: 0, rows: [] };
      throw broken ?? named;
    }
  };
  const release = (because: Error | null): void => {
    client.off('error', onError);
    client.release(because ?? undefined);
  };
  try {
    await prepare(client);
  } catch (error) {
    release(error instanceof Error ? error : new Error(String(error)));
    throw broken ?? error;
  }
  return { query: runQuery as unknown as PostgresPoolClient['query'], release: () => release(broken) };
};

/** Adapts the pool for Kysely, with errors that a caller can act on. */
export const guardPool = (pool: Pool, prepare: Prepare): PostgresPool => ({
  connect: async () => {
    try {
      return await guardClient(await pool.connect(), prepare);
    } catch (error) {
      throw toStoreError(error);
    }
  },
  end: () => pool.end(),
});
