import { randomBytes } from 'node:crypto';
import { releasedVersions } from '@onhook/core/figures';
import type { CentreId, QueueName } from '@onhook/core/ids';
import { recoveryVersions } from '@onhook/core/pause';
import { sql } from 'kysely';
import { putRows, readVersion, type Db } from '../../platform/store/index.ts';
import type { DayStore } from './service.ts';

/** Longest call that is counted, in milliseconds. Limits the range of `ended_at` that the queries scan. */
const longestCallMs = 24 * 3_600_000;

/** Reads and stores the rows of a centre's day in the database. */
export const createDayStore = (db: Db, centre: CentreId, hardLevel: number): DayStore => ({
  released: async (fromAt) => {
    const rows = await db.selectFrom('released_half_hour').selectAll().where('centre', '=', centre).where('at', '>=', fromAt).orderBy('at').execute();
    return rows.map(({ figures, version }) => readVersion(releasedVersions, figures, version));
  },

  release: (halfHours) =>
    putRows(
      db,
      'released_half_hour',
      halfHours.map((half) => ({ centre, at: half.at, version: releasedVersions.newest, figures: half })),
      { on: ['centre', 'at'], keep: 'old' },
    ),

  hardCalls: async (fromAt, toAt) => {
    const { rows } = await sql<{ queue: QueueName; calls: number }>`
      select queue, count(*)::int as calls from call
      where centre = ${centre} and ended_at >= ${fromAt - longestCallMs} and judged_at >= ${fromAt} and judged_at < ${toAt}
        and (tap = 'hard' or (tap is null and level >= ${hardLevel}))
      group by queue`.execute(db);
    return rows;
  },

  people: async (fromAt, toAt) => {
    const { rows } = await sql<{ queue: QueueName | null; people: number }>`
      select queue, count(distinct person)::int as people from call
      where centre = ${centre} and person is not null and answered_at < ${toAt} and ended_at >= ${fromAt} and ended_at < ${toAt + longestCallMs}
      group by grouping sets ((queue), ())`.execute(db);
    return rows;
  },

  recoveries: async (fromAt, toAt) => {
    const rows = await db
      .selectFrom('recovery')
      .select(['state_json', 'version'])
      .where('centre', '=', centre)
      .where('created_at', '>=', fromAt)
      .where('created_at', '<', toAt)
      .where('cause', '=', 'hard-call')
      .execute();
    return rows.map(({ state_json, version }) => readVersion(recoveryVersions, state_json, version));
  },

  uniform: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
});
