import { sql, type Kysely } from 'kysely';

const statements = [
  `create table site (
    centre text not null references centre,
    site text not null,
    name text not null,
    primary key (centre, site)
  )`,
  `alter table team
    add column site text,
    add column external_id text,
    add foreign key (centre, site) references site`,
  `alter table person
    add column user_name text,
    add column external_id text,
    add column deleted_at bigint`,
  `create unique index person_user_name on person (centre, lower(user_name)) where user_name is not null`,
  `create table stand_in (
    centre text not null,
    lead text not null,
    person text not null,
    from_at bigint not null,
    until_at bigint not null,
    primary key (centre, lead, person, from_at),
    check (until_at > from_at),
    check (lead <> person),
    foreign key (centre, lead) references person on delete cascade,
    foreign key (centre, person) references person on delete cascade
  )`,
  `create index stand_in_person on stand_in (centre, person)`,
  `alter table session
    add column how text,
    add column browser text,
    add column system text,
    add column provider_subject text,
    add column provider_session text,
    add column sealed_id_token text`,
  `create index session_provider on session (centre, provider_subject) where provider_subject is not null`,
  `create index session_ended on session (centre, ended_at) where ended_at is not null`,
  `create table identity (
    centre text not null,
    issuer text not null,
    subject text not null,
    person text not null,
    created_at bigint not null,
    primary key (centre, issuer, subject),
    foreign key (centre, person) references person on delete cascade
  )`,
  `create table sign_in_attempt (
    centre text not null,
    attempt_hash text not null,
    kind text not null check (kind in ('oidc', 'passkey-add', 'passkey')),
    bound_to text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    primary key (centre, attempt_hash)
  )`,
  `create table passkey (
    centre text not null,
    credential text not null,
    person text not null,
    public_key text not null,
    counter bigint not null,
    transports jsonb not null,
    backed_up boolean not null,
    name text not null,
    created_at bigint not null,
    last_used_at bigint,
    primary key (centre, credential),
    foreign key (centre, person) references person on delete cascade
  )`,
  `create index passkey_person on passkey (centre, person)`,
  `create table scim_token (
    centre text not null references centre,
    token_hash text not null,
    name text not null,
    created_at bigint not null,
    last_used_at bigint,
    revoked_at bigint,
    primary key (centre, token_hash)
  )`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
