import type { CentreId } from '@onhook/core/ids';
import type { Db } from '../../platform/store/index.ts';

export const addScimToken = async (trx: Db, centre: CentreId, tokenHash: string, name: string, now: number): Promise<void> => {
  await trx
    .insertInto('scim_token')
    .values({ centre, token_hash: tokenHash, name, created_at: now, last_used_at: null, revoked_at: null })
    .execute();
};

/** True when the token is valid. Records the time of its use. */
export const useScimToken = async (trx: Db, centre: CentreId, tokenHash: string, now: number): Promise<boolean> => {
  const row = await trx
    .updateTable('scim_token')
    .set({ last_used_at: now })
    .where('centre', '=', centre)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
};

/** Revokes every token of this name. Returns the number of tokens that were still valid. */
export const revokeScimTokens = async (trx: Db, centre: CentreId, name: string, now: number): Promise<number> => {
  const rows = await trx
    .updateTable('scim_token')
    .set({ revoked_at: now })
    .where('centre', '=', centre)
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .returning('token_hash')
    .execute();
  return rows.length;
};
