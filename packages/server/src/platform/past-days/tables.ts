import type { CentreId, SourceId } from '@onhook/core/ids';
import { example, sqlMigration, table, type SchemaPart } from '../store/index.ts';

/** The rows of one person and one past day, sealed. */
export interface PastDayTable {
  centre: CentreId;
  /** Pseudonym of the person for this day and table. */
  owner: string;
  /** Start of the day. */
  day_at: number;
  /** Month whose key sealed the row. */
  month: string;
  sealed: Uint8Array;
}

/** Event of a past day, so that its second arrival is known as such. */
export interface PastEventTable {
  centre: CentreId;
  source: SourceId;
  /** Keyed hash of the event's identifier. */
  id: string;
  at: number;
}

export interface MonthKeyTable {
  centre: CentreId;
  month: string;
  /** Public mark of the month's key, which itself is in no table. */
  fingerprint: string;
}

declare module '../store/table.ts' {
  interface Tables {
    past_calls: PastDayTable;
    past_recoveries: PastDayTable;
    past_event: PastEventTable;
    month_key: MonthKeyTable;
  }
}

const sealedDay = { centre: example.centre, owner: 'pseudonym', day_at: example.at, month: '2026-11', sealed: Uint8Array.from([1, 2, 3]) };
const sealedFor = { nobody: 'only the key of its month leads from a person to their row; an erasure deletes what the key finds' };

const pastCallRows = table({
  name: 'past_calls',
  owner: sealedFor,
  erase: 'nothing',
  retain: { period: 'calls', since: 'day_at' },
  backup: { after: [] },
  example: [sealedDay],
});

const pastRecoveryRows = table({
  name: 'past_recoveries',
  owner: sealedFor,
  erase: 'nothing',
  retain: { period: 'resets', since: 'day_at' },
  backup: { after: [] },
  example: [sealedDay],
});

const pastEventRows = table({
  name: 'past_event',
  owner: { nobody: 'keyed hashes of the identifiers of events' },
  erase: 'nothing',
  retain: { period: 'log', since: 'at' },
  backup: { after: [] },
  example: [{ centre: example.centre, source: example.source, id: 'hash', at: example.at }],
});

const monthKeyRows = table({
  name: 'month_key',
  owner: { nobody: 'marks of keys' },
  erase: 'nothing',
  retain: { forever: 'a server with another key is found by it' },
  backup: { after: [] },
  example: [{ centre: example.centre, month: '2026-11', fingerprint: 'f' }],
});

const pastDay = (name: string): readonly string[] => [
  `create table ${name} (
    centre text not null,
    owner text not null,
    day_at bigint not null,
    month text not null,
    sealed bytea not null,
    primary key (centre, owner)
  )`,
  `create index ${name}_day on ${name} (centre, day_at)`,
];

/** Past days: sealed rows of people, identifiers of events, marks of keys. */
export const pastDayTables = {
  tables: [pastCallRows, pastRecoveryRows, pastEventRows, monthKeyRows],
  migrations: {
    '2026-11-28T2300-past-days': sqlMigration(
      ...pastDay('past_calls'),
      ...pastDay('past_recoveries'),
      `create table past_event (
        centre text not null,
        source text not null,
        id text not null,
        at bigint not null,
        primary key (centre, source, id)
      )`,
      `create index past_event_at on past_event (centre, at)`,
      `create table month_key (
        centre text not null,
        month text not null,
        fingerprint text not null,
        primary key (centre, month)
      )`,
      `create index call_of_day on call (centre, ended_at) where call not like 'past-%'`,
      // The ledger of a past day becomes one line for each person, kind and cause, in a transaction of the tables' owner.
      `create or replace function refuse_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and tg_table_name = 'event_log' and current_setting('onhook.retention', true) = 'on' then
          return old;
        end if;
        if tg_op = 'DELETE' and tg_table_name in ('offer_event', 'ledger_entry') and current_setting('onhook.taking_out', true) = 'on' then
          return old;
        end if;
        if tg_op = 'UPDATE' and tg_table_name = 'ledger_entry' and current_setting('onhook.taking_out', true) = 'on' then
          if (to_jsonb(old) - '{person,txn,recovery}'::text[]) = (to_jsonb(new) - '{person,txn,recovery}'::text[]) then
            return new;
          end if;
        end if;
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$`,
    ),
  },
} satisfies SchemaPart;
