import { sql, type Insertable, type Selectable } from 'kysely';
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

/** Those of these sessions that are still good, and whose person is active. */
export const goodSessions = (db: Db, centre: CentreId, tokenHashes: readonly string[], now: number): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .innerJoin('person', (join) =>
      join.onRef('person.centre', '=', 'session.centre').onRef('person.person', '=', 'session.person'),
    )
    .selectAll('session')
    .where('session.centre', '=', centre)
    .where(sql<boolean>`session.token_hash = any(${tokenHashes}::text[])`)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('person.active', '=', true)
    .execute();

export const touchSessions = async (
  trx: Db,
  centre: CentreId,
  tokenHashes: readonly string[],
  seenAt: number,
  expiresAt: number,
): Promise<void> => {
  if (tokenHashes.length === 0) return;
  await trx
    .updateTable('session')
    .set({ last_seen_at: seenAt, expires_at: expiresAt })
    .where('centre', '=', centre)
    .where(sql<boolean>`token_hash = any(${tokenHashes}::text[])`)
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
