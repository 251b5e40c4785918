import { sql, type Kysely } from 'kysely';

/** Renames `floorMs` in the policy that each centre last ran with, so that an upgrade is not recorded as a change of policy. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  // Row security: `*` opens the rows of all centres until the end of the transaction.
  await sql`select set_config('onhook.centre', '*', true)`.execute(db);
  await sql`
    update centre
    set policy = jsonb_set(policy #- '{policy,floorMs}', '{policy,guaranteedMs}', policy #> '{policy,floorMs}')
    where policy #> '{policy,floorMs}' is not null`.execute(db);
  await sql`select set_config('onhook.centre', '', true)`.execute(db);
};
