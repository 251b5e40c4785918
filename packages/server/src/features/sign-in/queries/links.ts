import type { Insertable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export const addLink = async (trx: Db, link: Omit<Insertable<Tables['sign_in_link']>, 'used_at'>): Promise<void> => {
  await trx
    .insertInto('sign_in_link')
    .values({ ...link, used_at: null })
    .execute();
};

/** Uses up the link and returns its person, once only. Null when it is unknown, used or expired. */
export const redeemLink = async (
  trx: Db,
  centre: CentreId,
  tokenHash: string,
  now: number,
): Promise<PersonId | null> => {
  const row = await trx
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('centre', '=', centre)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('person')
    .executeTakeFirst();
  return row?.person ?? null;
};

/** Removes a person's links, so that none signs them in after they are active again. */
export const removeLinksOf = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx.deleteFrom('sign_in_link').where('centre', '=', centre).where('person', '=', person).execute();
};
