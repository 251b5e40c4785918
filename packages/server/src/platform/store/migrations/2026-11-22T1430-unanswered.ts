import { sql, type Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index debrief_request_unanswered on debrief_request (centre, closed_at) where state = 'unanswered'`.execute(db);
};
