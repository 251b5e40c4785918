import type { Insertable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export const addLink = async (trx: Db, link: Omit<Insertable<Tables['sign_in_link']>, 'used_at'>): Promise<void> => {
  await trx
    .insertInto('sign_in_link')
    .values({ ...link, used_at: null })
    .execute();
};

/** Uses the link up and returns its person. Null when the link is unknown, used or expired. */
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

/** Removes a person's links, so that an old one does not sign them in once they are active again. */
export const removeLinksOf = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx.deleteFrom('sign_in_link').where('centre', '=', centre).where('person', '=', person).execute();
};
