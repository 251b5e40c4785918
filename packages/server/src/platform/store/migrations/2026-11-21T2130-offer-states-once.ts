import { sql, type Kysely } from 'kysely';

// A tick whose commit was in doubt is written again, and must not note an offer's state twice.
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('drop index offer_event_offer').execute(db);
  await sql.raw('create unique index offer_event_state on offer_event (centre, offer, state)').execute(db);
};
