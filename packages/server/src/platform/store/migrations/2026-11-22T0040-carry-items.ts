import { sql, type Kysely } from 'kysely';

// What is carried is not in it: that stays in the browser. A deleted item stays known as such, without its times.
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table carry_item (
        centre text not null,
        person text not null,
        item text not null,
        due_at bigint,
        done_at bigint,
        deleted boolean not null,
        changed_at bigint not null,
        primary key (centre, person, item)
      )`,
    )
    .execute(db);
};
