import type { PoolClient } from 'pg';
import { expect, it } from 'vitest';
import { StorePooled } from './errors.ts';
import { checkSessions } from './sessions.ts';

/** A pool whose connections are answered by the processes that `pidsOf` gives, by number of the connection. */
const poolOf = (pidOf: (connection: number) => number) => {
  let opened = 0;
  let released = 0;
  const connect = async (): Promise<PoolClient> => {
    const connection = opened++;
    return { query: async () => ({ rows: [{ pid: pidOf(connection) }] }), release: () => (released += 1) } as unknown as PoolClient;
  };
  return { connect: connect as never, left: () => opened - released };
};

it('Connections that share a session of PostgreSQL, or change it, are refused in words', async () => {
  let turn = 0;
  const pools = [poolOf(() => 7), poolOf(() => (turn += 1)), poolOf((connection) => (connection === 0 ? 7 : (turn += 1)))];
  for (const pool of pools) {
    await expect(checkSessions(pool)).rejects.toThrow(StorePooled);
    await expect(checkSessions(pool)).rejects.toThrow('pool_mode = transaction');
    expect(pool.left()).toBe(0);
  }
  const own = poolOf((connection) => 100 + connection);
  await checkSessions(own);
  expect(own.left()).toBe(0);
});
