import { sql, type Kysely } from 'kysely';

const statements = [
  `alter table session add column parent text, add column framed_in text`,
  `create table frame_code (
    centre text not null,
    code_hash text not null,
    session_hash text not null,
    challenge text not null,
    host text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    primary key (centre, code_hash),
    foreign key (centre, session_hash) references session on delete cascade
  )`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
