import type { Insertable, Selectable } from 'kysely';
import type { Db, Tables } from '../../../platform/store/index.ts';

export const addAttempt = async (trx: Db, attempt: Omit<Insertable<Tables['sign_in_attempt']>, 'used_at'>): Promise<void> => {
  await trx
    .insertInto('sign_in_attempt')
    .values({ ...attempt, used_at: null })
    .execute();
};

/** Uses the attempt up, even for the wrong browser. False when the attempt is unknown, used, expired or another browser's. */
export const useAttempt = async (
  trx: Db,
  { centre, attempt_hash, kind, bound_to }: Pick<Selectable<Tables['sign_in_attempt']>, 'centre' | 'attempt_hash' | 'kind' | 'bound_to'>,
  now: number,
): Promise<boolean> => {
  const row = await trx
    .updateTable('sign_in_attempt')
    .set({ used_at: now })
    .where('centre', '=', centre)
    .where('attempt_hash', '=', attempt_hash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('bound_to')
    .executeTakeFirst();
  return row?.bound_to === bound_to;
};
