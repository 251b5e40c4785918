import { setImmediate } from 'node:timers/promises';
import { sql, type RawBuilder, type Selectable } from 'kysely';
import { phoneEventVersions, trackerVersions, type PhoneEvent } from '@onhook/core/call';
import type { CentreId, SourceId } from '@onhook/core/ids';
import { json, readVersion, rowsChanged, type Db, type Tables } from '../../platform/store/index.ts';

export interface NewEvent {
  readonly source: SourceId;
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly kind: string;
  readonly body: object;
  /** Hash that the log of past days knows this event by; absent for an event of today. */
  readonly pastId?: string;
}

export interface Appended {
  /** Sequence number of the last new event; null when none was new. */
  readonly lastSeq: number | null;
  /** Says whether the event at this index was known: in the log before, or earlier in the given events. */
  isKnown(index: number): boolean;
}

export type LoggedEvent = Omit<Selectable<Tables['event_log']>, 'body' | 'version'> & { readonly body: PhoneEvent };

/** The statement that appends the events that meet `among`. Returns the last sequence number, and the appended ids if some were left out. */
const toAppend = (centre: CentreId, events: readonly NewEvent[], given: number, among: RawBuilder<boolean>) => sql<{
  lastSeq: number | null;
  appended: { source: string; id: string }[] | null;
}>`
    with appended as (
      insert into event_log (centre, source, id, at, received_at, kind, version, body)
      select ${centre}, e.source, e.id, e.at, e."receivedAt", e.kind, ${phoneEventVersions.newest}::integer, e.body
      from json_to_recordset(${json(events)}::json)
        as e (source text, id text, at bigint, "receivedAt" bigint, kind text, body jsonb, "pastId" text)
      where ${among}
      returning seq, source, id
    )
    select max(seq) as "lastSeq",
      case when count(*) < ${given} then json_agg(json_build_object('source', source, 'id', id)) end as appended
    from appended`;

const uniqueViolation = '23505';

const isKnownAlready = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === uniqueViolation;

const noneAppended: Appended = { lastSeq: null, isKnown: () => false };

/**
 * Appends one batch.
 *
 * @param how `careful`: looks up each event first. `hopeful`: fails with a unique violation if an event is in the log
 */
const appendBatch = async (trx: Db, centre: CentreId, events: readonly NewEvent[], how: 'careful' | 'hopeful'): Promise<Appended> => {
  if (events.length === 0) return noneAppended;
  const named = new Map<string, NewEvent>();
  for (const event of events) if (!named.has(nameOf(event))) named.set(nameOf(event), event);
  // A scalar subquery keeps the order of events, which a join might change.
  const unknown = sql<boolean>`(select seq from event_log known where known.centre = ${centre} and known.source = e.source and known.id = e.id) is null
    and (select at from past_event known where known.centre = ${centre} and known.source = e.source and known.id = e."pastId") is null`;
  const among = how === 'careful' ? unknown : sql<boolean>`true`;
  const [answer] = (await toAppend(centre, [...named.values()], events.length, among).execute(trx)).rows;
  if (!answer) throw new Error('an aggregate without a row');
  if (answer.lastSeq !== null && answer.appended === null) return { lastSeq: answer.lastSeq, isKnown: () => false };
  const fresh = new Set((answer.appended ?? []).map(nameOf));
  // If two events have the same source and id, only the first is new.
  const isNew = events.map((event) => fresh.delete(nameOf(event)));
  return { lastSeq: answer.lastSeq, isKnown: (index) => !isNew[index] };
};

/**
 * Appends batches of events in the given order, and calls `use` with the result of each batch while the database appends the
 * next one. Leaves out events whose source and id are in the log, or come earlier in the batches. When `use` throws, no
 * statement is left in progress.
 *
 * Each centre should have one writer at a time: of two at once, one may fail.
 *
 * @param trx a transaction; one that ends without a commit takes all batches back
 * @param batches functions that make the events, each called once; the events of a batch are made while the database is busy
 */
export const appendBatches = async (
  trx: Db,
  centre: CentreId,
  batches: readonly (() => readonly NewEvent[])[],
  use: (appended: Appended, index: number) => Promise<void>,
): Promise<void> => {
  const made: (readonly NewEvent[])[] = [];
  let marked = false;
  // Nearly all events are new, so the insert is tried without a look-up. The unique index reports a repeated delivery.
  const hopeful = (index: number): Promise<Appended> | null => {
    const events = batches[index]?.();
    if (!events) return null;
    made.push(events);
    // Without the savepoint the insert fails too, and reports it.
    if (!marked && events.length > 0) sql`savepoint before_events`.execute(trx).catch(() => {});
    marked ||= events.length > 0;
    // The unique index doesn't know events of past days.
    const appending = appendBatch(trx, centre, events, events.some(({ pastId }) => pastId !== undefined) ? 'careful' : 'hopeful');
    // A failure is reported when the batch's turn comes, unless an earlier batch has failed.
    appending.catch(() => {});
    return appending;
  };
  let used = 0;
  let next = hopeful(0);
  while (next) {
    const current = next;
    next = hopeful(used + 1);
    try {
      const appended = await current.catch((error: unknown) => {
        if (isKnownAlready(error)) return null;
        throw error;
      });
      if (!appended) break;
      // The next statement is sent after this turn's microtasks, and has to be on its way before `use` takes the thread.
      if (next) await setImmediate();
      await use(appended, used);
    } catch (error) {
      await next?.catch(() => {});
      throw error;
    }
    used += 1;
  }
  if (used === batches.length) return;
  await next?.catch(() => {});
  await sql`rollback to savepoint before_events`.execute(trx);
  for (const [index, make] of batches.entries()) {
    const appended = await appendBatch(trx, centre, made[index] ?? make(), 'careful');
    if (index >= used) await use(appended, index);
  }
};

/** Appends events as `appendBatches` does, in one batch. Needs no transaction. */
export const appendEvents = async (trx: Db, centre: CentreId, events: readonly NewEvent[]): Promise<Appended> => {
  if (!trx.isTransaction || events.length === 0) return appendBatch(trx, centre, events, 'careful');
  let result = noneAppended;
  await appendBatches(trx, centre, [() => events], async (appended) => {
    result = appended;
  });
  return result;
};

const nameOf = ({ source, id }: { readonly source: string; readonly id: string }): string => `${source}\n${id}`;

/**
 * Reads the next events after `afterSeq`, in the order of their append, upcast to the newest version.
 *
 * @throws StoreTooNew when a newer Onhook wrote one of them
 */
export const readEvents = async (db: Db, centre: CentreId, afterSeq: number, limit: number): Promise<LoggedEvent[]> => {
  const rows = await db
    .selectFrom('event_log')
    .selectAll()
    .where('centre', '=', centre)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ version, body, ...row }) => ({ ...row, body: readVersion(phoneEventVersions, body, version) }));
};

/** Event of the log, by its identity. */
export type LoggedEventName = Pick<Selectable<Tables['event_log']>, 'seq' | 'source' | 'id' | 'at'>;

/** Finds events whose day was over at `before` (epoch milliseconds), up to this number of the log, oldest first. */
export const pastEvents = (db: Db, centre: CentreId, before: number, upToSeq: number, most: number): Promise<LoggedEventName[]> =>
  db
    .selectFrom('event_log')
    .select(['seq', 'source', 'id', 'at'])
    .where('centre', '=', centre)
    .where('seq', '<=', upToSeq)
    .where((where) => where.or([where('received_at', '<', before), where('at', '<', before)]))
    .orderBy('seq')
    .limit(most)
    .execute();

/** Replaces events of the log by the hashes of their identifiers; an event without a hash leaves nothing. */
export const replaceByHashes = async (trx: Db, centre: CentreId, events: readonly (LoggedEventName & { readonly hash: string | null })[]): Promise<void> => {
  // In the order of the hashes, which says nothing about the order of the events.
  const hashed = events.flatMap(({ source, hash, at }) => (hash === null ? [] : [{ source, id: hash, at: dayOf(at) }])).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await sql`
    insert into past_event (centre, source, id, at)
    select ${centre}, e.source, e.id, e.at from json_to_recordset(${json(hashed)}::json) as e (source text, id text, at bigint)
    on conflict do nothing`.execute(trx);
  await sql`set local onhook.retention = 'on'`.execute(trx);
  await sql`delete from event_log where centre = ${centre} and seq = any(${events.map(({ seq }) => seq)}::bigint[])`.execute(trx);
  await sql`set local onhook.retention = 'off'`.execute(trx);
};

const dayMs = 24 * 3_600_000;
const dayOf = (at: number): number => at - (at % dayMs);

/**
 * Deletes events received before `before` (epoch milliseconds) that a readable snapshot holds. Returns how many; none
 * without such a snapshot.
 */
export const deleteEvents = async (trx: Db, centre: CentreId, before: number): Promise<number> => {
  await sql`set local onhook.retention = 'on'`.execute(trx);
  const deleted = await rowsChanged(
    trx,
    sql`delete from event_log where centre = ${centre} and received_at < ${before} and seq <= (
      select max(up_to_seq) from floor_snapshot
      where centre = ${centre} and state_version between ${trackerVersions.oldest} and ${trackerVersions.newest})`,
  );
  await sql`set local onhook.retention = 'off'`.execute(trx);
  return deleted;
};
