import { sql, type Kysely } from 'kysely';

const statements = [
  `create table debrief_note (
    centre text not null,
    share text not null,
    request text not null,
    primary key (centre, share),
    foreign key (centre, share) references share on delete cascade,
    foreign key (centre, request) references debrief_request on delete cascade
  )`,
  `create index debrief_note_request on debrief_note (centre, request)`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
