import { asId, type CallId, type CentreId, type CustomerKey, type LineId, type OfferId, type PersonId, type QueueName, type RecoveryId, type ResetId, type SourceId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { anonymiseCalls } from './queries/calls.ts';
import { deleteEvents } from './queries/event-log.ts';
import { example, rowsChanged, sqlMigration, table, type Json, type OptionalJson, type Row, type SchemaPart, type Sequence } from '../platform/store/index.ts';

export type Tap = 'hard' | 'fine';
export type ResetEnd = 'completed' | 'stopped-early' | 'interrupted';

export interface LineTable {
  centre: CentreId;
  line: LineId;
  source: SourceId;
  name: string;
  /** Null until an administrator has assigned the line to a person. */
  person: PersonId | null;
  /** Name that the phone system gave the line when it was assigned; null when it is nobody's, or not reported yet. */
  assigned_name: string | null;
  /** False for a line that was given by hand and that no phone system has reported. */
  reported: boolean;
  first_seen_at: number;
  last_seen_at: number;
}

export interface EventLogTable {
  centre: CentreId;
  seq: Sequence;
  source: SourceId;
  id: string;
  at: number;
  received_at: number;
  kind: string;
  /** Version of `body`. */
  version: number;
  body: Json<object>;
}

export interface CallTable {
  centre: CentreId;
  call: CallId;
  leg: number;
  source: SourceId;
  queue: QueueName;
  line: LineId | null;
  person: PersonId | null;
  customer: CustomerKey | null;
  joined_at: number | null;
  answered_at: number | null;
  ended_at: number | null;
  outcome: string;
  wait_seconds: number | null;
  talk_seconds: number | null;
  holds: number;
  held_ms: number;
  longest_hold_ms: number;
  transfers: number;
  repeats: number;
  level: number | null;
  reasons: OptionalJson;
  tap: Tap | null;
  judged_at: number | null;
}

export interface RecoveryTable {
  centre: CentreId;
  recovery: RecoveryId;
  person: PersonId;
  line: LineId;
  cause: string;
  call: CallId | null;
  leg: number | null;
  granted_ms: number;
  floor_ms: number;
  served_ms: number;
  extended_ms: number;
  paid_back_ms: number;
  state: string;
  pause: string;
  running_since: number | null;
  confirmed_at: number | null;
  lease_until: number;
  created_at: number;
  closed_at: number | null;
  closed_because: string | null;
  /** Whole record as the core defines it. */
  state_json: Json<object>;
  /** Version of `state_json`. */
  version: number;
  rang_first: OptionalJson;
}

export interface LedgerEntryTable {
  centre: CentreId;
  seq: Sequence;
  txn: string;
  person: PersonId;
  recovery: RecoveryId | null;
  account: string;
  amount_ms: number;
  kind: string;
  by_whom: string | null;
  at: number;
}

export interface OfferTable {
  centre: CentreId;
  offer: OfferId;
  recovery: RecoveryId;
  person: PersonId;
  state: string;
  intended_at: number;
  shown_at: number | null;
  answered_at: number | null;
  answer: string | null;
  expired_at: number | null;
  version: number;
}

export interface OfferEventTable {
  centre: CentreId;
  seq: Sequence;
  offer: OfferId;
  state: string;
  answer: string | null;
  at: number;
}

export interface ResetTable {
  centre: CentreId;
  reset: ResetId;
  recovery: RecoveryId | null;
  person: PersonId;
  started_at: number;
  ended_at: number | null;
  how: ResetEnd | null;
  interrupted_by: string | null;
}

export interface UsualHandleTimeTable {
  centre: CentreId;
  queue: QueueName;
  hour: number;
  sketch: Json<object>;
  updated_at: number;
}

export interface FloorSnapshotTable {
  centre: CentreId;
  state_version: number;
  up_to_seq: number;
  state: Uint8Array;
  at: number;
}

export interface FloorOwnerTable {
  centre: CentreId;
  owner: string;
  fence: number;
  expires_at: number;
}

declare module '../platform/store/table.ts' {
  interface Tables {
    line: LineTable;
    event_log: EventLogTable;
    call: CallTable;
    recovery: RecoveryTable;
    ledger_entry: LedgerEntryTable;
    offer: OfferTable;
    offer_event: OfferEventTable;
    reset: ResetTable;
    usual_handle_time: UsualHandleTimeTable;
    floor_snapshot: FloorSnapshotTable;
    floor_owner: FloorOwnerTable;
  }
}

const line = table({
  name: 'line',
  owner: { people: ['person'], export: { columns: ['line', 'source', 'name', 'assigned_name', 'reported', 'first_seen_at', 'last_seen_at'] } },
  erase: {
    because: 'the line is the phone system’s; its person and its name go',
    anonymise: (trx, { centre, person }) => sql`update line set person = null, name = line, assigned_name = null where centre = ${centre} and person = ${person}`.execute(trx),
  },
  retain: { forever: 'the phone system goes on showing it' },
  backup: { after: ['centre', 'person'] },
  example: [{ centre: example.centre, line: example.line, source: example.source, name: 'Ada', person: example.person, assigned_name: 'Ada', reported: true, first_seen_at: example.at, last_seen_at: example.at }],
});

const eventLog = table({
  name: 'event_log',
  owner: { nobody: 'the phone system’s events name lines; they go by themselves after their days' },
  erase: 'nothing',
  retain: { period: 'log', run: deleteEvents },
  backup: { after: [], numbered: 'seq' },
  // The example has more rows than a backup reads or writes at a time.
  example: Array.from({ length: 1_234 }, (_, n) => ({
    centre: example.centre,
    source: example.source,
    id: `e${n}`,
    at: example.at + n,
    received_at: example.at + n + 5,
    kind: 'call-queued',
    version: 1,
    body: { call: `c${n}`, queue: example.queue, customer: `k${n % 7}`, n },
  })) as [Row<'event_log'>, ...Row<'event_log'>[]],
});

const called: Row<'call'> = {
  centre: example.centre,
  call: asId<CallId>('c1'),
  leg: 0,
  source: example.source,
  queue: example.queue,
  line: example.line,
  person: example.person,
  customer: asId<CustomerKey>('k1'),
  joined_at: example.at,
  answered_at: example.at + 4_000,
  ended_at: example.at + 60_000,
  outcome: 'answered',
  wait_seconds: 0.1,
  talk_seconds: 56,
  holds: 0,
  held_ms: 0,
  longest_hold_ms: 0,
  transfers: 0,
  repeats: 0,
  level: 2,
  reasons: [{ kind: 'long', times: 2.3 }],
  tap: null,
  judged_at: example.at + 60_001,
};

const call = table({
  name: 'call',
  owner: {
    people: ['person'],
    // The export leaves out the caller.
    export: {
      columns: [
        'call', 'leg', 'source', 'queue', 'line', 'person', 'joined_at', 'answered_at', 'ended_at', 'outcome', 'wait_seconds', 'talk_seconds',
        'holds', 'held_ms', 'longest_hold_ms', 'transfers', 'repeats', 'level', 'reasons', 'tap', 'judged_at',
      ],
    },
    held: 'calls',
  },
  erase: {
    because: 'figures about queues are made of calls; the person, the line and the tap go',
    anonymise: (trx, { centre, person }) =>
      sql`update call set person = null, line = null, tap = null where centre = ${centre} and person = ${person}`.execute(trx),
  },
  retain: { period: 'calls', run: anonymiseCalls },
  backup: { after: [] },
  example: [called, { ...called, call: asId<CallId>('c2'), person: null, reasons: null }],
});

const recovery = table({
  name: 'recovery',
  owner: {
    people: ['person'],
    export: {
      columns: [
        'recovery', 'person', 'line', 'cause', 'call', 'leg', 'granted_ms', 'floor_ms', 'served_ms', 'extended_ms', 'paid_back_ms', 'state', 'pause',
        'running_since', 'confirmed_at', 'lease_until', 'created_at', 'closed_at', 'closed_because', 'state_json', 'rang_first',
      ],
    },
    held: 'recoveries',
  },
  erase: 'delete',
  retain: { period: 'resets', since: 'closed_at' },
  backup: { after: [] },
  example: [
    {
      centre: example.centre,
      recovery: example.recovery,
      person: example.person,
      line: example.line,
      cause: 'hard-call',
      call: asId<CallId>('c1'),
      leg: 0,
      granted_ms: 240_000,
      floor_ms: 120_000,
      served_ms: 0,
      extended_ms: 0,
      paid_back_ms: 0,
      state: 'granted',
      pause: 'none',
      running_since: null,
      confirmed_at: null,
      lease_until: example.at + 300_000,
      created_at: example.at,
      closed_at: null,
      closed_because: null,
      state_json: { deep: { list: [1, 'two', null] } },
      version: 1,
      rang_first: null,
    },
  ],
});

const posted = { centre: example.centre, txn: 't1', person: example.person, recovery: example.recovery, kind: 'grant', by_whom: null, at: example.at };

const ledgerEntry = table({
  name: 'ledger_entry',
  owner: { people: ['person'], export: { columns: ['seq', 'txn', 'person', 'recovery', 'account', 'amount_ms', 'kind', 'by_whom', 'at'] } },
  erase: {
    because: 'the account of what the centre owed and gave has to add up; the minutes are then nobody’s',
    anonymise: (trx, { centre, person, alias }) => sql`
      update ledger_entry set person = ${alias},
        txn = replace(txn, ${`asked-${person}-`}, ${`asked-${alias}-`}), recovery = replace(recovery, ${`asked-${person}-`}, ${`asked-${alias}-`})
      where centre = ${centre} and person = ${person}`.execute(trx),
  },
  retain: { forever: 'the account of what the centre owed and gave has to add up' },
  backup: { after: [], numbered: 'seq' },
  example: [
    { ...posted, account: 'earned', amount_ms: -5 },
    { ...posted, account: 'granted', amount_ms: 5 },
  ],
});

const overBefore = (centre: CentreId, before: number) => sql`select recovery from recovery where centre = ${centre} and closed_at < ${before}`;

const offer = table({
  name: 'offer',
  owner: {
    people: ['person'],
    export: { columns: ['offer', 'recovery', 'person', 'state', 'intended_at', 'shown_at', 'answered_at', 'answer', 'expired_at'] },
    held: 'offers',
  },
  erase: 'delete',
  retain: {
    period: 'resets',
    run: (trx, centre, before) => rowsChanged(trx, sql`delete from offer where centre = ${centre} and recovery in (${overBefore(centre, before)})`),
  },
  backup: { after: ['recovery'] },
  example: [
    {
      centre: example.centre,
      offer: example.offer,
      recovery: example.recovery,
      person: example.person,
      state: 'intended',
      intended_at: example.at,
      shown_at: null,
      answered_at: null,
      answer: null,
      expired_at: null,
      version: 1,
    },
  ],
});

const offerEvent = table({
  name: 'offer_event',
  owner: { through: 'offer' },
  erase: {
    because: 'it belongs to its offer, and goes with it',
    anonymise: (trx, { centre, person }) => sql`
      delete from offer_event where centre = ${centre} and offer in (select offer from offer where centre = ${centre} and person = ${person})`.execute(trx),
  },
  retain: {
    period: 'resets',
    run: (trx, centre, before) =>
      rowsChanged(
        trx,
        sql`delete from offer_event where centre = ${centre} and offer in (
          select offer from offer where centre = ${centre} and recovery in (${overBefore(centre, before)}))`,
      ),
  },
  backup: { after: ['offer'], numbered: 'seq' },
  example: [{ centre: example.centre, offer: example.offer, state: 'intended', answer: null, at: example.at }],
});

const reset = table({
  name: 'reset',
  owner: { people: ['person'], export: { columns: ['reset', 'recovery', 'person', 'started_at', 'ended_at', 'how', 'interrupted_by'] }, held: 'resets' },
  erase: 'delete',
  retain: { period: 'resets', since: 'ended_at' },
  backup: { after: ['recovery'] },
  example: [
    {
      centre: example.centre,
      reset: example.reset,
      recovery: example.recovery,
      person: example.person,
      started_at: example.at,
      ended_at: null,
      how: null,
      interrupted_by: null,
    },
  ],
});

const usualHandleTime = table({
  name: 'usual_handle_time',
  owner: { nobody: 'a sketch of the times of a queue' },
  erase: 'nothing',
  retain: { forever: 'written over as calls end' },
  backup: { after: [] },
  example: [{ centre: example.centre, queue: example.queue, hour: 9, sketch: { b: 1.25 }, updated_at: example.at }],
});

const floorSnapshot = table({
  name: 'floor_snapshot',
  owner: { nobody: 'the state of the phone system’s lines; written over every minute' },
  erase: 'nothing',
  retain: { forever: 'written over every minute' },
  backup: { after: [] },
  example: [{ centre: example.centre, state_version: 1, up_to_seq: 1_000, state: Uint8Array.from({ length: 2_000 }, (_, n) => n % 256), at: example.at }],
});

const floorOwner = table({
  name: 'floor_owner',
  owner: { nobody: 'processes' },
  erase: 'nothing',
  retain: { forever: 'one row, so that fences go on counting up' },
  backup: { after: [] },
  example: [{ centre: example.centre, owner: 'a', fence: 1, expires_at: example.at + 1_000 }],
});

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
