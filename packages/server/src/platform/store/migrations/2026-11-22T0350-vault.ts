import { sql, type Kysely } from 'kysely';

// All of it sealed in browsers: base64url as it came, and nothing here can read it. A share taken back keeps its row without what it held.
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table vault (
        centre text not null,
        person text not null,
        keys_version bigint not null,
        keys text not null,
        card text not null,
        head_version bigint not null,
        head text,
        changed_at bigint not null,
        primary key (centre, person)
      );
      create table vault_item (
        centre text not null,
        person text not null,
        item text not null,
        version bigint not null,
        sealed text not null,
        size bigint not null,
        head_version bigint not null,
        primary key (centre, person, item),
        foreign key (centre, person) references vault (centre, person) on delete cascade
      );
      create table share (
        centre text not null,
        share text not null,
        sender text not null,
        recipient text not null,
        purpose text not null,
        answers text,
        sealed text,
        sent_at bigint not null,
        opened_at bigint,
        taken_back_at bigint,
        primary key (centre, share)
      );
      create index share_of_sender on share (centre, sender);
      create index share_of_recipient on share (centre, recipient);`,
    )
    .execute(db);
};
