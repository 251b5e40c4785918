import { sql, type Kysely } from 'kysely';

// Released incidents alone: a draft is sealed in its writer's vault.
const statements = [
  `create table incident (
    centre text not null references centre,
    incident text not null,
    person text not null,
    team text not null,
    kind text not null,
    severity text not null,
    happened text not null,
    done text not null,
    happened_at bigint not null,
    call text,
    leg integer,
    facts jsonb,
    released_at bigint not null,
    customer_measure text check (customer_measure in ('moved-on', 'barred')),
    customer_asked_at bigint,
    customer_asked_by text,
    customer_told_at bigint,
    primary key (centre, incident)
  )`,
  `create index incident_person on incident (centre, person, released_at)`,
  `create index incident_team on incident (centre, team, released_at)`,
  `create table incident_duty (
    centre text not null,
    incident text not null,
    duty text not null,
    done_at bigint not null,
    done_by text not null,
    primary key (centre, incident, duty),
    foreign key (centre, incident) references incident on delete cascade
  )`,
  `create table signing_key (
    centre text not null references centre,
    key text not null,
    made_at bigint not null,
    primary key (centre, key)
  )`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
