import { sql, type Insertable, type Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export type SessionRow = Selectable<Tables['session']>;

export const addSession = async (trx: Db, session: Omit<Insertable<Tables['session']>, 'ended_at'>): Promise<void> => {
  await trx
    .insertInto('session')
    .values({ ...session, ended_at: null })
    .execute();
};

/** Matches sessions that have neither ended nor expired, and whose parent session is valid too. */
const isValid = (now: number) => sql<boolean>`(
  session.ended_at is null and session.expires_at > ${now} and (session.parent is null or exists (
    select from session parent
    where parent.centre = session.centre and parent.token_hash = session.parent
      and parent.ended_at is null and parent.expires_at > ${now}
  ))
)`;

/** Finds a session; undefined when there is none that is valid. */
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
    .where(isValid(now))
    .executeTakeFirst();

/** Finds those of these sessions that are valid and belong to an active person. */
export const validSessions = (db: Db, centre: CentreId, tokenHashes: readonly string[], now: number): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .innerJoin('person', (join) =>
      join.onRef('person.centre', '=', 'session.centre').onRef('person.person', '=', 'session.person'),
    )
    .selectAll('session')
    .where('session.centre', '=', centre)
    .where(sql<boolean>`session.token_hash = any(${tokenHashes}::text[])`)
    .where(isValid(now))
    .where('person.active', '=', true)
    .execute();

/** Renews the sessions and their parents: use of a framed panel counts as use of the sign-in that it came from. */
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

/** Ends the session and its parent. Other sessions handed over from the parent become invalid with it. */
export const endSignIn = async (trx: Db, centre: CentreId, tokenHash: string, now: number): Promise<void> => {
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

/** Lists the person's valid sessions, the last used first, including those handed over. */
export const sessionsOf = (db: Db, centre: CentreId, person: PersonId, now: number): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where(isValid(now))
    .orderBy('last_seen_at', 'desc')
    .orderBy('token_hash')
    .execute();

/** Ends these sessions and those handed over from them; their parents stay. */
export const endSessions = async (trx: Db, centre: CentreId, tokenHashes: readonly string[], now: number): Promise<void> => {
  if (tokenHashes.length === 0) return;
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('centre', '=', centre)
    .where(sql<boolean>`(token_hash = any(${tokenHashes}::text[]) or parent = any(${tokenHashes}::text[]))`)
    .where('ended_at', 'is', null)
    .execute();
};

/**
 * Returns the token hashes of open sessions that began at or before `beganBy` and have this provider subject and provider session. A null
 * is not compared; with two nulls the result is empty.
 */
export const tokenHashesByProvider = async (
  db: Db,
  centre: CentreId,
  { subject, session, beganBy }: { readonly subject: string | null; readonly session: string | null; readonly beganBy: number },
): Promise<string[]> => {
  if (subject === null && session === null) return [];
  let query = db
    .selectFrom('session')
    .select('token_hash')
    .where('centre', '=', centre)
    .where('provider_subject', 'is not', null)
    .where('created_at', '<=', beganBy)
    .where('ended_at', 'is', null);
  if (subject !== null) query = query.where('provider_subject', '=', subject);
  if (session !== null) query = query.where('provider_session', '=', session);
  return (await query.execute()).map(({ token_hash }) => token_hash);
};

/** Returns the token hashes of sessions that ended at or after `since`, and of those handed over from them. */
export const tokenHashesEndedSince = async (db: Db, centre: CentreId, since: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('session as ended')
    .leftJoin('session as framed', (join) =>
      join.onRef('framed.centre', '=', 'ended.centre').onRef('framed.parent', '=', 'ended.token_hash'),
    )
    .select(['ended.token_hash', 'framed.token_hash as framed'])
    .where('ended.centre', '=', centre)
    .where('ended.ended_at', '>=', since)
    .execute();
  return rows.flatMap(({ token_hash, framed }) => (framed === null ? [token_hash] : [token_hash, framed]));
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
