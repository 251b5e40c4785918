import type { Insertable, Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db } from './db.ts';
import type { SessionTable } from './tables.ts';

export type SessionRow = Selectable<SessionTable>;

export const addSession = async (trx: Db, session: Omit<Insertable<SessionTable>, 'ended_at'>): Promise<void> => {
  await trx
    .insertInto('session')
    .values({ ...session, ended_at: null })
    .execute();
};

/** The session if it is still good. */
export const findSession = (
  db: Db,
  centre: CentreId,
  tokenHash: string,
  now: number,
): Promise<SessionRow | undefined> =>
  db
    .selectFrom('session')
    .selectAll()
    .where('centre', '=', centre)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();

export const touchSession = async (
  trx: Db,
  centre: CentreId,
  tokenHash: string,
  seenAt: number,
  expiresAt: number,
): Promise<void> => {
  await trx
    .updateTable('session')
    .set({ last_seen_at: seenAt, expires_at: expiresAt })
    .where('centre', '=', centre)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute();
};

export const endSession = async (trx: Db, centre: CentreId, tokenHash: string, now: number): Promise<void> => {
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('centre', '=', centre)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute();
};

/** Signs the person out everywhere. */
export const endSessionsOf = async (trx: Db, centre: CentreId, person: PersonId, now: number): Promise<void> => {
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('ended_at', 'is', null)
    .execute();
};

export const forgetSessions = async (trx: Db, centre: CentreId, expiredBefore: number): Promise<void> => {
  await trx.deleteFrom('session').where('centre', '=', centre).where('expires_at', '<', expiredBefore).execute();
};
