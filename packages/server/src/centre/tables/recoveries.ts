import { asId, type CallId, type CentreId, type LineId, type OfferId, type PersonId, type RecoveryId, type ResetId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { foldLedger, recoveryIsPast } from './after-midnight.ts';
import { example, rowsChanged, table, type Json, type OptionalJson, type PastDay, type Sequence } from '../../platform/store/index.ts';

export type ResetEnd = 'completed' | 'stopped-early' | 'interrupted';

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

declare module '../../platform/store/table.ts' {
  interface Tables {
    recovery: RecoveryTable;
    ledger_entry: LedgerEntryTable;
    offer: OfferTable;
    offer_event: OfferEventTable;
    reset: ResetTable;
  }
}

export const recoveryRows = table({
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
  afterMidnight: {
    sealedIn: 'past_recoveries',
    key: ['recovery'],
    person: sql`recovery.person`,
    at: sql`recovery.closed_at`,
    due: ({ endAt }) => sql`recovery.closed_at < ${endAt}`,
    left: 'nothing',
  },
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

export const ledgerEntryRows = table({
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
  afterMidnight: {
    sealedIn: 'past_recoveries',
    key: ['txn', 'account'],
    person: sql`ledger_entry.person`,
    at: sql`case when ledger_entry.recovery is not null then ledger_entry.at end`,
    due: (day) => sql`ledger_entry.recovery is not null and ledger_entry.at < ${day.endAt} and ${recoveryIsPast('ledger_entry', day)}`,
    // Entries stay until they become one line of the day, after everybody's are sealed.
    left: async () => {},
    last: foldLedger,
  },
  backup: { after: [], numbered: 'seq' },
  example: [
    { ...posted, account: 'earned', amount_ms: -5 },
    { ...posted, account: 'granted', amount_ms: 5 },
  ],
});

const overBefore = (centre: CentreId, before: number) => sql`select recovery from recovery where centre = ${centre} and closed_at < ${before}`;

const offerIsPast = (day: PastDay) => sql<boolean>`offer.intended_at < ${day.endAt} and ${recoveryIsPast('offer', day)}`;

export const offerRows = table({
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
  afterMidnight: { sealedIn: 'past_recoveries', key: ['offer'], person: sql`offer.person`, at: sql`offer.intended_at`, due: offerIsPast, left: 'nothing' },
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

export const offerEventRows = table({
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
  afterMidnight: {
    sealedIn: 'past_recoveries',
    key: ['offer', 'state'],
    person: sql`(select offer.person from offer where offer.centre = offer_event.centre and offer.offer = offer_event.offer)`,
    at: sql`offer_event.at`,
    due: (day) => sql`exists (select from offer where offer.centre = offer_event.centre and offer.offer = offer_event.offer and ${offerIsPast(day)})`,
    left: 'nothing',
  },
  backup: { after: ['offer'], numbered: 'seq' },
  example: [{ centre: example.centre, offer: example.offer, state: 'intended', answer: null, at: example.at }],
});

export const resetRows = table({
  name: 'reset',
  owner: { people: ['person'], export: { columns: ['reset', 'recovery', 'person', 'started_at', 'ended_at', 'how', 'interrupted_by'] }, held: 'resets' },
  erase: 'delete',
  retain: { period: 'resets', since: 'ended_at' },
  afterMidnight: {
    sealedIn: 'past_recoveries',
    key: ['reset'],
    person: sql`reset.person`,
    at: sql`reset.started_at`,
    due: (day) => sql`reset.started_at < ${day.endAt} and ${recoveryIsPast('reset', day)}`,
    left: 'nothing',
  },
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
