import type { Insertable, Selectable } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import { inBatches, takeOver, type Db } from './db.ts';
import type { UsualHandleTimeTable } from './tables.ts';

export type UsualRow = Selectable<UsualHandleTimeTable>;
export type NewUsualRow = Insertable<UsualHandleTimeTable>;

const key = ['centre', 'queue', 'hour'] as const;

/** Writes the sketches as they are now; a queue's hour must come once only. */
export const upsertUsual = (trx: Db, sketches: readonly NewUsualRow[]): Promise<void> =>
  inBatches(sketches, (batch) =>
    trx
      .insertInto('usual_handle_time')
      .values(batch)
      .onConflict((conflict) => conflict.columns(key).doUpdateSet(takeOver(batch[0] ?? {}, key)))
      .execute(),
  );

export const readUsual = (db: Db, centre: CentreId): Promise<UsualRow[]> =>
  db
    .selectFrom('usual_handle_time')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('queue')
    .orderBy('hour')
    .execute();
