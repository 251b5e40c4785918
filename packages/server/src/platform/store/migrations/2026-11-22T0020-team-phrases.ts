import { sql, type Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table team_phrase (
        centre text not null,
        team text not null,
        phrase text not null,
        situation text not null,
        text text not null,
        when_to_use text not null,
        avoid text not null,
        written_by text not null,
        written_at bigint not null,
        primary key (centre, team, phrase),
        foreign key (centre, team) references team on delete cascade
      )`,
    )
    .execute(db);
};
