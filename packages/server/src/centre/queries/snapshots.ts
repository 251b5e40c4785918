import { trackerVersions } from '@onhook/core/call';
import type { CentreId } from '@onhook/core/ids';
import { StoreTooNew, takeOver, type Db, type Tables } from '../../platform/store/index.ts';

export type Snapshot = Tables['floor_snapshot'];

/** Replaces the centre's snapshot, and removes those of older versions. */
export const saveSnapshot = async (trx: Db, snapshot: Snapshot): Promise<void> => {
  const key = ['centre', 'state_version'] as const;
  await trx
    .insertInto('floor_snapshot')
    .values({ ...snapshot, state: Buffer.from(snapshot.state) })
    .onConflict((conflict) => conflict.columns(key).doUpdateSet(takeOver(snapshot, key)))
    .execute();
  await trx
    .deleteFrom('floor_snapshot')
    .where('centre', '=', snapshot.centre)
    .where('state_version', '<', snapshot.state_version)
    .execute();
};

/**
 * Reads the centre's newest snapshot that has an upcaster; undefined when there is none, so that the log is read from its start.
 *
 * @throws StoreTooNew when a newer Onhook wrote one
 */
export const readSnapshot = async (db: Db, centre: CentreId): Promise<Snapshot | undefined> => {
  const snapshot = await db
    .selectFrom('floor_snapshot')
    .selectAll()
    .where('centre', '=', centre)
    .where('state_version', '>=', trackerVersions.oldest)
    .orderBy('state_version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (snapshot && snapshot.state_version > trackerVersions.newest) {
    throw new StoreTooNew(`a snapshot of version ${snapshot.state_version} was written by a newer version of Onhook: start that version`);
  }
  return snapshot;
};
