import { sql, type Kysely } from 'kysely';

// Numbered without a gap within its centre. Names are not in it: a person who is forgotten is forgotten here too.
const statements = [
  `create table audit_entry (
    centre text not null,
    seq bigint not null,
    at bigint not null,
    actor text,
    acted_as text not null,
    deed text not null,
    about text,
    hash text not null,
    primary key (centre, seq)
  )`,
  `create index audit_entry_about on audit_entry (centre, about, seq)`,
  `create trigger append_only before update or delete on audit_entry for each row execute function refuse_change()`,
  `create trigger append_only_whole before truncate on audit_entry for each statement execute function refuse_change()`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
