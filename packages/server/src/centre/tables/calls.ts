import { asId, type CallId, type CentreId, type CustomerKey, type LineId, type PersonId, type QueueName, type SourceId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { anonymiseCalls } from '../queries/calls.ts';
import { deleteEvents } from '../queries/event-log.ts';
import { cutCalls } from './after-midnight.ts';
import { example, table, type Json, type OptionalJson, type PastDay, type Row, type Sequence } from '../../platform/store/index.ts';

export type Tap = 'hard' | 'fine';

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

declare module '../../platform/store/table.ts' {
  interface Tables {
    line: LineTable;
    event_log: EventLogTable;
    call: CallTable;
  }
}

export const lineRows = table({
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

export const eventLogRows = table({
  name: 'event_log',
  owner: { nobody: 'the phone system’s events name lines; they go by themselves after their days' },
  erase: 'nothing',
  retain: { period: 'log', run: deleteEvents },
  afterMidnight: { byRuntime: 'events whose day is over are in the snapshot; a keyed hash of their identifiers stays' },
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

const callIsPast = ({ endAt }: PastDay) =>
  sql<boolean>`call.call not like 'past-%' and (call.ended_at < ${endAt} or (call.ended_at is null and coalesce(call.answered_at, call.joined_at, 0) < ${endAt}))`;

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

export const callRows = table({
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
  afterMidnight: {
    sealedIn: 'past_calls',
    key: ['call', 'leg'],
    person: sql`call.person`,
    at: sql`case when call.call not like 'past-%' then call.ended_at end`,
    due: callIsPast,
    left: cutCalls,
    last: (trx, day) => cutCalls(trx, day, callIsPast(day)),
  },
  backup: { after: [] },
  example: [called, { ...called, call: asId<CallId>('c2'), person: null, reasons: null }],
});
