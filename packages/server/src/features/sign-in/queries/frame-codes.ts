import type { Insertable, Selectable } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export type FrameCodeRow = Selectable<Tables['frame_code']>;

export const addFrameCode = async (trx: Db, code: Omit<Insertable<Tables['frame_code']>, 'used_at'>): Promise<void> => {
  await trx
    .insertInto('frame_code')
    .values({ ...code, used_at: null })
    .execute();
};

/** Uses up the code and returns it, once only, before its challenge is checked. Null when it is unknown, used or expired. */
export const useFrameCode = async (trx: Db, centre: CentreId, codeHash: string, now: number): Promise<FrameCodeRow | null> => {
  const row = await trx
    .updateTable('frame_code')
    .set({ used_at: now })
    .where('centre', '=', centre)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
};
