import { sql, type Kysely } from 'kysely';

// Ledger entries, offer events and phone events stay as they were written. Only retention may take old rows out of the event log, by
// `set local onhook.retention = 'on'` in its transaction.
const statements = [
  `create function refuse_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and tg_table_name = 'event_log' and current_setting('onhook.retention', true) = 'on' then
      return old;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end $$`,
  ...['event_log', 'ledger_entry', 'offer_event'].flatMap((table) => [
    `create trigger append_only before update or delete on ${table} for each row execute function refuse_change()`,
    `create trigger append_only_whole before truncate on ${table} for each statement execute function refuse_change()`,
  ]),
  `create index ledger_entry_person on ledger_entry (centre, person, at)`,
  `create index ledger_entry_recovery on ledger_entry (centre, recovery) where recovery is not null`,
  `create index offer_event_offer on offer_event (centre, offer, seq)`,
  `create index event_log_received on event_log (centre, received_at)`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
