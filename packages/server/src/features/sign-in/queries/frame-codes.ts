import type { Insertable, Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export type FrameCodeRow = Selectable<Tables['frame_code']>;

export const addFrameCode = async (trx: Db, code: Omit<Insertable<Tables['frame_code']>, 'used_at'>): Promise<void> => {
  await trx
    .insertInto('frame_code')
    .values({ ...code, used_at: null })
    .execute();
};

/** Uses the code up and returns it; the caller checks its challenge afterwards. Null when the code is unknown, used or expired. */
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

/** Removes the codes that were made in a person's sessions. */
export const removeFrameCodesOf = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx
    .deleteFrom('frame_code')
    .where('centre', '=', centre)
    .where('session_hash', 'in', (sessions) =>
      sessions.selectFrom('session').select('token_hash').where('session.centre', '=', centre).where('session.person', '=', person),
    )
    .execute();
};
