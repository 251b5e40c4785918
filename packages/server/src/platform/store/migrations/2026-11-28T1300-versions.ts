import { sql, type Kysely } from 'kysely';

/** Rows from before this migration are of version 1. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const name of ['event_log', 'recovery', 'offer', 'debrief_request', 'debrief_gift']) {
    await sql`alter table ${sql.table(name)} add column version integer not null default 1`.execute(db);
  }
};
