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

/** Not ended and not expired; nor is the session it was handed over from. */
const isGood = (now: number) => sql<boolean>`(
  session.ended_at is null and session.expires_at > ${now} and (session.parent is null or exists (
    select from session parent
    where parent.centre = session.centre and parent.token_hash = session.parent
      and parent.ended_at is null and parent.expires_at > ${now}
  ))
)`;

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
    .where(isGood(now))
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
    .where(isGood(now))
    .where('person.active', '=', true)
    .execute();

/** Renews the sessions, and those they were handed over from: a panel in a frame is use of the sign-in. */
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
    .where(sql<boolean>`(
      token_hash = any(${tokenHashes}::text[])
      or token_hash = any(select parent from session where centre = ${centre} and token_hash = any(${tokenHashes}::text[]))
    )`)
    .where('ended_at', 'is', null)
    .execute();
};

/** Ends the sign-in: the session it began with, and with it all that were handed over from that. */
export const endSession = async (trx: Db, centre: CentreId, tokenHash: string, now: number): Promise<void> => {
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('centre', '=', centre)
    .where(sql<boolean>`token_hash in (
      select unnest(array[token_hash, parent]) from session where centre = ${centre} and token_hash = ${tokenHash}
    )`)
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
