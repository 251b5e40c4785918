import { sql, type Kysely } from 'kysely';

// The audit log names people by a mark that says nothing of them. People who are in it already keep their identifier as their mark.
// An append-only table lets a person be removed, and nothing else, in a transaction of their owner's with `onhook.taking_out` on.
const statements = [
  `alter table person add column mark text`,
  `update person set mark = person where deleted_at is null`,
  `alter table person alter column mark set default gen_random_uuid()::text`,
  `create unique index person_mark on person (centre, mark) where mark is not null`,
  `create or replace function refuse_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and tg_table_name = 'event_log' and current_setting('onhook.retention', true) = 'on' then
      return old;
    end if;
    if tg_op = 'DELETE' and tg_table_name = 'offer_event' and current_setting('onhook.taking_out', true) = 'on' then
      return old;
    end if;
    if tg_op = 'UPDATE' and tg_table_name = 'ledger_entry' and current_setting('onhook.taking_out', true) = 'on' then
      if (to_jsonb(old) - '{person,txn,recovery}'::text[]) = (to_jsonb(new) - '{person,txn,recovery}'::text[]) then
        return new;
      end if;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end $$`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
