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

/** The person's sign-ins that are still good, the newest use first; those handed over among them. */
export const sessionsOf = (db: Db, centre: CentreId, person: PersonId, now: number): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where(isGood(now))
    .orderBy('last_seen_at', 'desc')
    .orderBy('token_hash')
    .execute();

/** Ends exactly these; one that was handed over from another of them ends with it by itself. */
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

/** Those that began with this subject at the provider, or with this one session of theirs there. */
export const sessionsByProvider = async (
  db: Db,
  centre: CentreId,
  { subject, session, beganBy }: { readonly subject: string | null; readonly session: string | null; readonly beganBy: number },
): Promise<string[]> => {
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

/** Which sessions have been ended since, with those that were handed over from them. */
export const sessionsEndedSince = async (db: Db, centre: CentreId, since: number): Promise<string[]> => {
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
