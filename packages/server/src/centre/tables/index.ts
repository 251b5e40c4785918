import { sqlMigration, type SchemaPart } from '../../platform/store/index.ts';
import { call, eventLog, line } from './calls.ts';
import { floorOwner, floorSnapshot, usualHandleTime } from './floor.ts';
import { ledgerEntry, offer, offerEvent, recovery, reset } from './recoveries.ts';

/** Tables of a centre's floor. */
export const centreTables = {
  tables: [line, eventLog, call, recovery, ledgerEntry, offer, offerEvent, reset, usualHandleTime, floorSnapshot, floorOwner],
  migrations: {
    '2026-11-28T2000-line-names': sqlMigration(
      'alter table line add column assigned_name text',
      'alter table line add column reported boolean not null default true',
      'update line set assigned_name = name where person is not null',
    ),
  },
} satisfies SchemaPart;
