import type { ReleasedHalfHour } from '@onhook/core/figures';
import type { CentreId } from '@onhook/core/ids';
import { example, sqlMigration, table, type Json, type SchemaPart } from '../../platform/store/index.ts';

export interface ReleasedHalfHourTable {
  centre: CentreId;
  /** Start of the half hour. */
  at: number;
  /** Version of `figures`. */
  version: number;
  figures: Json<object>;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    released_half_hour: ReleasedHalfHourTable;
  }
}

const releasedHalfHour = table({
  name: 'released_half_hour',
  owner: { nobody: 'rounded figures of ten people or more' },
  erase: 'nothing',
  retain: { period: 'calls', since: 'at' },
  backup: { after: [] },
  example: [{ centre: example.centre, at: example.at, version: 1, figures: { at: example.at, queues: [], recovery: null } satisfies ReleasedHalfHour }],
});

/** The figures of closed half hours, each released once. */
export const dayTables = {
  tables: [releasedHalfHour],
  migrations: {
    '2026-11-28T1930-released-half-hours': sqlMigration(
      `create table released_half_hour (
            centre text not null,
            at bigint not null,
            version int not null,
            figures jsonb not null,
            primary key (centre, at)
          )`,
    ),
  },
} satisfies SchemaPart;
