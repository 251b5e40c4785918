import type { Selectable } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import { putRows, type Db, type Tables } from '../../platform/store/index.ts';

export type UsualRow = Selectable<Tables['usual_handle_time']>;

/** Inserts or replaces sketches; no hour of a queue may come twice. */
export const upsertUsual = (trx: Db, sketches: readonly UsualRow[]): Promise<void> =>
  putRows(trx, 'usual_handle_time', sketches, { on: ['centre', 'queue', 'hour'], keep: 'new' });

export const readUsual = (db: Db, centre: CentreId): Promise<UsualRow[]> =>
  db
    .selectFrom('usual_handle_time')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('queue')
    .orderBy('hour')
    .execute();
