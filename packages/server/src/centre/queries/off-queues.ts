import type { CentreId, TimeGrantId, LineId, PersonId, QueueName } from '@onhook/core/ids';
import { offQueueVersions, type OffQueue } from '@onhook/core/pause';
import { json, readVersion, type Db } from '../../platform/store/index.ts';

/** Time off one queue that is not over. */
export interface OffQueueRow {
  readonly gift: TimeGrantId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly queue: QueueName;
  readonly off_queue: OffQueue;
}

/** Reads the open times off a queue, oldest first. */
export const openOffQueues = async (db: Db, centre: CentreId): Promise<OffQueueRow[]> => {
  const rows = await db
    .selectFrom('debrief_gift')
    .select(['gift', 'person', 'line', 'queue', 'off_queue', 'version'])
    .where('centre', '=', centre)
    .where('off_queue_over', '=', false)
    .orderBy('from_at')
    .execute();
  return rows.flatMap(({ gift, person, line, queue, off_queue, version }) =>
    line === null || queue === null || off_queue === null ? [] : [{ gift, person, line, queue, off_queue: readVersion(offQueueVersions, off_queue, version) }],
  );
};

/** Stores the progress of time off one queue. Does nothing when its time grant has been deleted. */
export const saveOffQueue = async (trx: Db, centre: CentreId, gift: TimeGrantId, off: OffQueue): Promise<void> => {
  await trx
    .updateTable('debrief_gift')
    .set({ version: offQueueVersions.newest, off_queue: json(off), off_queue_over: off.state === 'over', until_at: off.untilAt })
    .where('centre', '=', centre)
    .where('gift', '=', gift)
    .execute();
};
