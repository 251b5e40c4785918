import { sql, type Kysely } from 'kysely';

const statements = [
  `create table circle_tie (
    centre text not null,
    asker text not null,
    asked text not null,
    state text not null check (state in ('asked', 'agreed', 'declined')),
    withdrawn boolean not null,
    asked_at bigint not null,
    primary key (centre, asker, asked),
    foreign key (centre, asker) references person on delete cascade,
    foreign key (centre, asked) references person on delete cascade,
    check (asker <> asked)
  )`,
  `create index circle_tie_asked on circle_tie (centre, asked)`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
