import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { CallId, CentreId, PersonId } from '@onhook/core/ids';
import { rowsChanged, rowsToPut, runTogether, type Db, type Tables } from '../../platform/store/index.ts';

export type CallRow = Selectable<Tables['call']>;

/** The statement that inserts or replaces legs of calls; no leg may come twice. */
export const callsToUpsert = (calls: readonly CallRow[]): RawBuilder<unknown> | null =>
  rowsToPut('call', calls, { on: ['centre', 'call', 'leg'], keep: 'new' });

/** Runs `callsToUpsert`. */
export const upsertCalls = (trx: Db, calls: readonly CallRow[]): Promise<void> => runTogether(trx, [callsToUpsert(calls)]);

export const findCall = (db: Db, centre: CentreId, call: CallId, leg: number): Promise<CallRow | undefined> =>
  db
    .selectFrom('call')
    .selectAll()
    .where('centre', '=', centre)
    .where('call', '=', call)
    .where('leg', '=', leg)
    .executeTakeFirst();

/** True for a call that its agent rated as hard, or whose difficulty has reached `hardLevel` and that they did not rate as fine. */
export const isHardCall = ({ tap, level }: Pick<CallRow, 'tap' | 'level'>, hardLevel: number): boolean =>
  tap === 'hard' || (tap === null && level !== null && level >= hardLevel);

/** Finds calls that ended at or after `fromAt` and before `toAt`, oldest first. */
export const callsEndedBetween = (db: Db, centre: CentreId, fromAt: number, toAt: number): Promise<CallRow[]> =>
  db
    .selectFrom('call')
    .selectAll()
    .where('centre', '=', centre)
    .where('ended_at', '>=', fromAt)
    .where('ended_at', '<', toAt)
    .orderBy('ended_at')
    .execute();

/** Finds the newest calls that this person took and that ended at or after `fromAt`. */
export const callsOfPerson = (db: Db, centre: CentreId, person: PersonId, fromAt: number, most: number): Promise<CallRow[]> =>
  db
    .selectFrom('call')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('ended_at', '>=', fromAt)
    .where('answered_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(most)
    .execute();

/** Stores the agent's rating of a call; null removes it. False when there is no such call. */
export const tapCall = async (
  trx: Db,
  centre: CentreId,
  call: CallId,
  leg: number,
  tap: Tables['call']['tap'],
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('call')
    .set({ tap })
    .where('centre', '=', centre)
    .where('call', '=', call)
    .where('leg', '=', leg)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Removes the person, their tap, the line and the caller from calls that ended before `before`. Returns how many rows changed. */
export const anonymiseCalls = (trx: Db, centre: CentreId, before: number): Promise<number> =>
  rowsChanged(
    trx,
    sql`update call set person = null, line = null, tap = null, customer = null
      where centre = ${centre} and ended_at < ${before} and (person is not null or customer is not null or line is not null)`,
  );
