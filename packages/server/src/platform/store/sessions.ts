import type { Pool } from 'pg';
import { StorePooled } from './errors.ts';

type Connections = Pick<Pool, 'connect'>;

const rounds = 4;

/**
 * Checks that each connection has a session of its own in PostgreSQL, by the process that serves it. Roles, row-level security and locks
 * belong to a session; a pooler such as pgbouncer in transaction mode gives them to whoever comes next.
 *
 * @throws StorePooled
 */
export const checkSessions = async (pool: Connections): Promise<void> => {
  const first = await pool.connect();
  try {
    const second = await pool.connect();
    try {
      const seen: [Set<number>, Set<number>] = [new Set(), new Set()];
      for (let round = 0; round < rounds; round += 1) {
        for (const [n, client] of [first, second].entries()) {
          const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
          seen[n === 0 ? 0 : 1].add(rows[0]?.pid ?? 0);
        }
      }
      const [own, other] = seen;
      if (own.size !== 1 || other.size !== 1 || [...own].some((pid) => other.has(pid))) {
        throw new StorePooled(
          'ONHOOK_DATABASE_URL leads through a pooler that gives each transaction another session of PostgreSQL, such as pgbouncer with pool_mode = transaction. Onhook needs sessions of its own: connect to PostgreSQL itself, or set pool_mode = session for this database.',
        );
      }
    } finally {
      second.release();
    }
  } finally {
    first.release();
  }
};
