import { asId, type CentreId, type TimeGrantId, type LineId, type PersonId, type QueueName, type RecoveryId, type RequestId, type ShareId } from '@onhook/core/ids';
import { sql, type ColumnType } from 'kysely';
import { recoveryIsPast } from '../../centre/tables/index.ts';
import { deleteRequests } from './queries.ts';
import { example, json, sqlMigration, table, type Json, type MayBeLeftOut, type OptionalJson, type SchemaPart } from '../../platform/store/index.ts';

/** A request of an agent to leads or colleagues. Its text is encrypted in a share. */
export interface DebriefRequestTable {
  centre: CentreId;
  request: RequestId;
  asker: PersonId;
  asked_at: number;
  state: string;
  due_at: number | null;
  closed_at: number | null;
  follow_up_at: number | null;
  share: ShareId | null;
  /** Whole record as the core defines it. */
  body: Json<object>;
  /** Version of `body`. */
  version: number;
}

/** Time granted as the answer to a request. */
export interface DebriefTimeGrantTable {
  centre: CentreId;
  gift: TimeGrantId;
  request: RequestId;
  person: PersonId;
  /** Null when policy gave the time because nobody had answered. */
  given_by: PersonId | null;
  kind: 'break' | 'step-away' | 'early-finish' | 'off-queue';
  recovery: RecoveryId | null;
  /** Line and queue that the person is taken off. `off_queue` holds the progress of that. */
  line: MayBeLeftOut<LineId>;
  queue: MayBeLeftOut<QueueName>;
  off_queue: OptionalJson;
  /** Version of `off_queue`. */
  version: number;
  off_queue_over: ColumnType<boolean, boolean | undefined, boolean>;
  from_at: number;
  until_at: number;
  taken_back_at: number | null;
}

/** Links a note, which is a share, to the request for the talk. */
export interface DebriefNoteTable {
  centre: CentreId;
  share: ShareId;
  request: RequestId;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    debrief_request: DebriefRequestTable;
    debrief_gift: DebriefTimeGrantTable;
    debrief_note: DebriefNoteTable;
  }
}

const request = asId<RequestId>('request1');

const debriefRequest = table({
  name: 'debrief_request',
  owner: { people: ['asker'], export: 'view' },
  erase: {
    because: 'the person’s own requests and those asked of them go whole; others’ requests to others stay',
    anonymise: (trx, { centre, person }) =>
      sql`delete from debrief_request where centre = ${centre} and (asker = ${person} or body -> 'asked' @> ${json([{ person }])}::jsonb)`.execute(trx),
  },
  retain: { period: 'shares', run: deleteRequests },
  backup: { after: ['person'] },
  example: [
    {
      centre: example.centre,
      request,
      asker: example.person,
      asked_at: example.at,
      state: 'asked',
      due_at: example.at + 1,
      closed_at: null,
      follow_up_at: null,
      share: null,
      body: { request, asker: example.person, asked: [{ person: example.other }], state: 'asked' },
      version: 1,
    },
  ],
});

const debriefTimeGrant = table({
  name: 'debrief_gift',
  owner: { people: ['person', 'given_by'], export: 'view' },
  erase: {
    because: 'the person’s own gifts go whole; time given to another stays, without who gave it',
    anonymise: async (trx, { centre, person, alias }) => {
      await sql`delete from debrief_gift where centre = ${centre} and person = ${person}`.execute(trx);
      await sql`update debrief_gift set given_by = ${alias} where centre = ${centre} and given_by = ${person}`.execute(trx);
    },
  },
  retain: { with: 'debrief_request' },
  afterMidnight: {
    // A grant that ended early takes the end of its recovery, because the link to the recovery is removed next.
    cut: async (trx, day) => {
      const { centre } = day;
      await sql`
        update debrief_gift set until_at = least(until_at, recovery.closed_at) from recovery
        where debrief_gift.centre = ${centre} and recovery.centre = ${centre} and recovery.recovery = debrief_gift.recovery
          and ${recoveryIsPast('debrief_gift', day)}`.execute(trx);
      await sql`update debrief_gift set recovery = null where centre = ${centre} and recovery is not null and ${recoveryIsPast('debrief_gift', day)}`.execute(trx);
    },
  },
  backup: { after: ['debrief_request', 'person'] },
  example: [
    {
      centre: example.centre,
      gift: asId<TimeGrantId>('gift1'),
      request,
      person: example.person,
      given_by: example.other,
      kind: 'break',
      recovery: example.recovery,
      line: null,
      queue: null,
      off_queue: null,
      version: 1,
      off_queue_over: true,
      from_at: example.at,
      until_at: example.at + 1,
      taken_back_at: null,
    },
  ],
});

const debriefNote = table({
  name: 'debrief_note',
  owner: { through: 'share' },
  erase: {
    because: 'it belongs to its share, and goes with it',
    anonymise: (trx, { centre, person }) => sql`
      delete from debrief_note where centre = ${centre}
        and share in (select share from share where centre = ${centre} and (sender = ${person} or recipient = ${person}))`.execute(trx),
  },
  retain: { with: 'share' },
  backup: { after: ['share', 'debrief_request'] },
  example: [{ centre: example.centre, share: asId<ShareId>('s1'), request }],
});

/** Requests for a talk, for time off or for an opinion, the time given for them, and the notes of talks. */
export const debriefTables = {
  tables: [debriefRequest, debriefTimeGrant, debriefNote],
  migrations: {
    '2026-11-22T0835-debrief': sqlMigration(
      `create table debrief_request (
        centre text not null,
        request text not null,
        asker text not null,
        asked_at bigint not null,
        state text not null check (state in ('asked', 'answered', 'taken-back', 'unanswered')),
        due_at bigint,
        closed_at bigint,
        follow_up_at bigint,
        share text,
        body jsonb not null,
        primary key (centre, request),
        foreign key (centre, asker) references person on delete cascade,
        check ((state = 'asked') = (due_at is not null))
      )`,
      `create index debrief_request_due on debrief_request (centre, due_at) where due_at is not null`,
      `create index debrief_request_asked on debrief_request (centre, asked_at)`,
      `create index debrief_request_of on debrief_request using gin ((body -> 'asked') jsonb_path_ops)`,
      `create table debrief_gift (
        centre text not null,
        gift text not null,
        request text not null,
        person text not null,
        given_by text,
        kind text not null check (kind in ('break', 'step-away', 'early-finish', 'off-queue')),
        recovery text,
        line text,
        queue text,
        off_queue jsonb,
        off_queue_over boolean not null default true,
        from_at bigint not null,
        until_at bigint not null,
        taken_back_at bigint,
        primary key (centre, gift),
        foreign key (centre, request) references debrief_request on delete cascade,
        foreign key (centre, person) references person on delete cascade
      )`,
      `create index debrief_gift_off on debrief_gift (centre) where not off_queue_over`,
      `create index debrief_gift_request on debrief_gift (centre, request)`,
      `create index debrief_gift_from on debrief_gift (centre, from_at)`,
    ),
    '2026-11-22T1000-debrief-notes': sqlMigration(
      `create table debrief_note (
        centre text not null,
        share text not null,
        request text not null,
        primary key (centre, share),
        foreign key (centre, share) references share on delete cascade,
        foreign key (centre, request) references debrief_request on delete cascade
      )`,
      `create index debrief_note_request on debrief_note (centre, request)`,
    ),
    '2026-11-22T1430-unanswered': sqlMigration(
      `create index debrief_request_unanswered on debrief_request (centre, closed_at) where state = 'unanswered'`,
    ),
  },
} satisfies SchemaPart;
