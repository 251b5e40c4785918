import { sql, type Insertable, type Selectable } from 'kysely';
import { requestVersions, type Request } from '@onhook/core/debrief';
import { offQueueVersions, type OffQueue } from '@onhook/core/pause';
import type { CentreId, TimeGrantId, PersonId, RequestId, ShareId } from '@onhook/core/ids';
import { json, readVersion, rowsChanged, type Db, type Tables } from '../../platform/store/index.ts';

export type DebriefRequestRow = Omit<Selectable<Tables['debrief_request']>, 'body' | 'version'> & { readonly body: Request };
export type DebriefTimeGrantRow = Omit<Selectable<Tables['debrief_gift']>, 'off_queue' | 'version'> & { readonly off_queue: OffQueue | null };
export type NewDebriefTimeGrantRow = Omit<Insertable<Tables['debrief_gift']>, 'version'>;

const requests = (db: Db, centre: CentreId) => db.selectFrom('debrief_request').selectAll().where('centre', '=', centre);

const upcastRequest = ({ version, body, ...row }: Selectable<Tables['debrief_request']>): DebriefRequestRow => ({
  ...row,
  body: readVersion(requestVersions, body, version),
});

const upcastTimeGrant = <Row extends Selectable<Tables['debrief_gift']>>({ version, off_queue, ...row }: Row): Omit<Row, 'version' | 'off_queue'> & Pick<DebriefTimeGrantRow, 'off_queue'> => ({
  ...row,
  off_queue: off_queue === null ? null : readVersion(offQueueVersions, off_queue, version),
});

/** Adds a request. False when there is already one with this id. */
export const addRequest = async (trx: Db, centre: CentreId, request: Request, share: ShareId | null): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('debrief_request')
    .values({
      centre,
      request: request.request,
      asker: request.asker,
      asked_at: request.askedAt,
      state: request.state,
      due_at: request.dueAt,
      closed_at: request.closedAt,
      follow_up_at: null,
      share,
      version: requestVersions.newest,
      body: json(request),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};

export const saveRequest = async (trx: Db, centre: CentreId, request: Request): Promise<void> => {
  await trx
    .updateTable('debrief_request')
    .set({ state: request.state, due_at: request.dueAt, closed_at: request.closedAt, version: requestVersions.newest, body: json(request) })
    .where('centre', '=', centre)
    .where('request', '=', request.request)
    .execute();
};

/** Reads a request and locks its row until the transaction ends. */
export const lockRequest = async (trx: Db, centre: CentreId, request: RequestId): Promise<DebriefRequestRow | undefined> => {
  const row = await requests(trx, centre).where('request', '=', request).forUpdate().executeTakeFirst();
  return row && upcastRequest(row);
};

export const findRequest = async (db: Db, centre: CentreId, request: RequestId): Promise<DebriefRequestRow | undefined> => {
  const row = await requests(db, centre).where('request', '=', request).executeTakeFirst();
  return row && upcastRequest(row);
};

export const dueRequests = async (db: Db, centre: CentreId, now: number): Promise<RequestId[]> => {
  const rows = await db.selectFrom('debrief_request').select('request').where('centre', '=', centre).where('due_at', '<=', now).orderBy('due_at').execute();
  return rows.map(({ request }) => request);
};

/** Finds requests that were closed at or after `at` without an answer. */
export const unansweredSince = async (db: Db, centre: CentreId, at: number): Promise<DebriefRequestRow[]> =>
  (await requests(db, centre).where('state', '=', 'unanswered').where('closed_at', '>=', at).orderBy('closed_at').execute()).map(upcastRequest);

/**
 * Finds requests that this person made or was asked, newest first: those made at or after `sinceAt`, still open, or with
 * a follow-up at or after `sinceAt`.
 */
export const requestsOf = async (db: Db, centre: CentreId, person: PersonId, sinceAt: number, limit = 100): Promise<DebriefRequestRow[]> => {
  const rows = await requests(db, centre)
    .where((where) => where.or([where('asker', '=', person), sql<boolean>`body -> 'asked' @> ${json([{ person }])}::jsonb`]))
    .where((where) => where.or([where('asked_at', '>=', sinceAt), where('due_at', 'is not', null), where('follow_up_at', '>=', sinceAt)]))
    .orderBy('asked_at', 'desc')
    .orderBy('request')
    .limit(limit)
    .execute();
  return rows.map(upcastRequest);
};

export const setFollowUpAt = async (trx: Db, centre: CentreId, request: RequestId, at: number | null): Promise<void> => {
  await trx.updateTable('debrief_request').set({ follow_up_at: at }).where('centre', '=', centre).where('request', '=', request).execute();
};

/** Adds a time grant. False when there is already one with this id. */
export const addTimeGrant = async (trx: Db, gift: NewDebriefTimeGrantRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('debrief_gift')
    .values({ ...gift, version: offQueueVersions.newest })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};

const timeGrants = (db: Db, centre: CentreId) => db.selectFrom('debrief_gift').selectAll().where('centre', '=', centre);

export const findTimeGrant = async (db: Db, centre: CentreId, gift: TimeGrantId): Promise<DebriefTimeGrantRow | undefined> => {
  const row = await timeGrants(db, centre).where('gift', '=', gift).executeTakeFirst();
  return row && upcastTimeGrant(row);
};

export const endTimeGrant = async (trx: Db, centre: CentreId, gift: TimeGrantId, at: number): Promise<void> => {
  await trx
    .updateTable('debrief_gift')
    .set({ taken_back_at: sql<number>`coalesce(taken_back_at, ${at})` })
    .where('centre', '=', centre)
    .where('gift', '=', gift)
    .execute();
};

/** A time grant with the time at which its recovery closed; null while the recovery is open, or when there is none. */
export type TimeGrantProgress = DebriefTimeGrantRow & { readonly closed_at: number | null };

const withRecoveryEnd = (db: Db, centre: CentreId) =>
  db
    .selectFrom('debrief_gift')
    .leftJoin('recovery', (join) => join.onRef('recovery.centre', '=', 'debrief_gift.centre').onRef('recovery.recovery', '=', 'debrief_gift.recovery'))
    .selectAll('debrief_gift')
    .select('recovery.closed_at')
    .where('debrief_gift.centre', '=', centre)
    .orderBy('debrief_gift.from_at')
    .orderBy('debrief_gift.gift');

export const timeGrantsOf = async (db: Db, centre: CentreId, ofRequests: readonly RequestId[]): Promise<TimeGrantProgress[]> =>
  ofRequests.length === 0 ? [] : (await withRecoveryEnd(db, centre).where('debrief_gift.request', 'in', ofRequests).execute()).map(upcastTimeGrant);

/** Finds all time grants in the centre that overlap the time from `fromAt` to `untilAt`. */
export const timeGrantsBetween = async (db: Db, centre: CentreId, fromAt: number, untilAt: number): Promise<TimeGrantProgress[]> =>
  (await withRecoveryEnd(db, centre).where('debrief_gift.from_at', '<', untilAt).where('debrief_gift.until_at', '>', fromAt).execute()).map(upcastTimeGrant);

/** Maps each share to the last share sealed in answer to it and not taken back. */
export const answersTo = async (db: Db, centre: CentreId, shares: readonly ShareId[]): Promise<ReadonlyMap<ShareId, ShareId>> => {
  if (shares.length === 0) return new Map();
  const rows = await db
    .selectFrom('share')
    .select(['share', 'answers'])
    .where('centre', '=', centre)
    .where('answers', 'in', shares)
    .where('taken_back_at', 'is', null)
    .orderBy('sent_at')
    .execute();
  return new Map(rows.flatMap(({ share, answers }) => (answers === null ? [] : [[answers, share] as const])));
};

export interface NoteRow {
  readonly request: RequestId;
  readonly share: ShareId;
  readonly sender: PersonId;
  readonly sent_at: number;
  readonly opened_at: number | null;
}

/** Finds the notes of these requests, oldest first, without those taken back. */
export const notesOf = async (db: Db, centre: CentreId, ofRequests: readonly RequestId[]): Promise<NoteRow[]> =>
  ofRequests.length === 0
    ? []
    : db
        .selectFrom('debrief_note')
        .innerJoin('share', (join) => join.onRef('share.centre', '=', 'debrief_note.centre').onRef('share.share', '=', 'debrief_note.share'))
        .select(['debrief_note.request', 'share.share', 'share.sender', 'share.sent_at', 'share.opened_at'])
        .where('debrief_note.centre', '=', centre)
        .where('debrief_note.request', 'in', ofRequests)
        .where('share.taken_back_at', 'is', null)
        .orderBy('share.sent_at')
        .orderBy('share.share')
        .execute();

export const addNote = async (trx: Db, centre: CentreId, request: RequestId, share: ShareId): Promise<void> => {
  await trx
    .insertInto('debrief_note')
    .values({ centre, request, share })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Finds the request that a note belongs to; undefined when the share is no note. */
export const requestOfNote = async (db: Db, centre: CentreId, share: ShareId): Promise<RequestId | undefined> => {
  const row = await db.selectFrom('debrief_note').select('request').where('centre', '=', centre).where('share', '=', share).executeTakeFirst();
  return row?.request;
};

/**
 * Deletes requests closed before `before` that have no later follow-up and no open off-queue grant, with their time grants and notes.
 *
 * @returns the number of requests deleted
 */
export const deleteRequests = (trx: Db, centre: CentreId, before: number): Promise<number> =>
  rowsChanged(
    trx,
    sql`delete from debrief_request as request
      where centre = ${centre} and closed_at < ${before} and (follow_up_at is null or follow_up_at < ${before})
        and not exists (
          select from debrief_gift as gift
          where gift.centre = ${centre} and gift.request = request.request and not gift.off_queue_over
        )`,
  );
