import { sqlMigration, type SchemaPart } from '../../platform/store/index.ts';
import { callRows, eventLogRows, lineRows } from './calls.ts';
import { floorOwnerRows, floorSnapshotRows, usualHandleTimeRows } from './floor.ts';
import { ledgerEntryRows, offerRows, offerEventRows, recoveryRows, resetRows } from './recoveries.ts';

export { recoveryIsPast } from './after-midnight.ts';

/** Tables of a centre's floor. */
export const centreTables = {
  tables: [lineRows, eventLogRows, callRows, recoveryRows, ledgerEntryRows, offerRows, offerEventRows, resetRows, usualHandleTimeRows, floorSnapshotRows, floorOwnerRows],
  migrations: {
    '2026-11-28T2000-line-names': sqlMigration(
      'alter table line add column assigned_name text',
      'alter table line add column reported boolean not null default true',
      'update line set assigned_name = name where person is not null',
    ),
  },
} satisfies SchemaPart;
