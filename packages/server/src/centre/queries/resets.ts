import { sql, type Insertable, type RawBuilder, type Selectable } from 'kysely';
import type { CentreId, PersonId, RecoveryId, ResetId } from '@onhook/core/ids';
import { json, type Db, type Tables } from '../../platform/store/index.ts';

export type ResetRow = Selectable<Tables['reset']>;
export type NewResetRow = Insertable<Tables['reset']>;

/** Stores the start of a reset. Keeps a reset that is already known. */
export const startReset = async (trx: Db, reset: NewResetRow): Promise<void> => {
  await trx
    .insertInto('reset')
    .values(reset)
    .onConflict((conflict) => conflict.columns(['centre', 'reset']).doNothing())
    .execute();
};

/**
 * Ends a reset. An earlier end replaces a later interruption, in whichever order they are reported. False when there is no
 * such reset, or it had ended already.
 */
export const endReset = async (
  trx: Db,
  centre: CentreId,
  reset: ResetId,
  end: { readonly at: number; readonly how: NonNullable<Tables['reset']['how']>; readonly interruptedBy?: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('reset')
    .set({ ended_at: end.at, how: end.how, interrupted_by: end.interruptedBy ?? null })
    .where('centre', '=', centre)
    .where('reset', '=', reset)
    .where((where) =>
      where.or([
        where('ended_at', 'is', null),
        where.and([where('how', '=', 'interrupted'), where('ended_at', '>', end.at)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Finds a person's resets begun at or after `fromAt`, oldest first. */
export const resetsOfPerson = (db: Db, centre: CentreId, person: PersonId, fromAt: number): Promise<ResetRow[]> =>
  db
    .selectFrom('reset')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('started_at', '>=', fromAt)
    .orderBy('started_at')
    .execute();

export const findReset = (db: Db, centre: CentreId, reset: ResetId): Promise<ResetRow | undefined> =>
  db.selectFrom('reset').selectAll().where('centre', '=', centre).where('reset', '=', reset).executeTakeFirst();

/** The statement that ends open resets whose recovery was interrupted, with the reason; null without recoveries. */
export const resetsToInterrupt = (
  centre: CentreId,
  recoveries: readonly { readonly recovery: RecoveryId; readonly by: string }[],
  now: number,
): RawBuilder<unknown> | null =>
  recoveries.length === 0
    ? null
    : sql`
      update reset set ended_at = ${now}, how = 'interrupted', interrupted_by = ended.by
      from json_to_recordset(${json(recoveries)}::json) as ended (recovery text, by text)
      where centre = ${centre} and reset.recovery = ended.recovery and ended_at is null`;
