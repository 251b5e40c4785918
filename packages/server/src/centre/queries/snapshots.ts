import type { CentreId } from '@onhook/core/ids';
import { takeOver, type Db, type Tables } from '../../platform/store/index.ts';

export type Snapshot = Tables['floor_snapshot'];

/** Replaces the centre's snapshot of the same state version. */
export const saveSnapshot = async (trx: Db, snapshot: Snapshot): Promise<void> => {
  const key = ['centre', 'state_version'] as const;
  await trx
    .insertInto('floor_snapshot')
    .values({ ...snapshot, state: Buffer.from(snapshot.state) })
    .onConflict((conflict) => conflict.columns(key).doUpdateSet(takeOver(snapshot, key)))
    .execute();
};

/** A snapshot of another state version is of no use to the asker, and left for who wrote it. */
export const readSnapshot = (db: Db, centre: CentreId, stateVersion: number): Promise<Snapshot | undefined> =>
  db
    .selectFrom('floor_snapshot')
    .selectAll()
    .where('centre', '=', centre)
    .where('state_version', '=', stateVersion)
    .executeTakeFirst();
