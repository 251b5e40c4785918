import { sql, type Kysely } from 'kysely';

const statements = [
  `create table debrief_request (
    centre text not null,
    request text not null,
    asker text not null,
    asked_at bigint not null,
    state text not null check (state in ('asked', 'answered', 'taken-back', 'unanswered')),
    due_at bigint,
    closed_at bigint,
    follow_up_at bigint,
    share text,
    body jsonb not null,
    primary key (centre, request),
    foreign key (centre, asker) references person on delete cascade,
    check ((state = 'asked') = (due_at is not null))
  )`,
  `create index debrief_request_due on debrief_request (centre, due_at) where due_at is not null`,
  `create index debrief_request_asked on debrief_request (centre, asked_at)`,
  `create index debrief_request_of on debrief_request using gin ((body -> 'asked') jsonb_path_ops)`,
  `create table debrief_gift (
    centre text not null,
    gift text not null,
    request text not null,
    person text not null,
    given_by text,
    kind text not null check (kind in ('break', 'step-away', 'early-finish', 'off-queue')),
    recovery text,
    line text,
    queue text,
    off_queue jsonb,
    off_queue_over boolean not null default true,
    from_at bigint not null,
    until_at bigint not null,
    taken_back_at bigint,
    primary key (centre, gift),
    foreign key (centre, request) references debrief_request on delete cascade,
    foreign key (centre, person) references person on delete cascade
  )`,
  `create index debrief_gift_off on debrief_gift (centre) where not off_queue_over`,
  `create index debrief_gift_request on debrief_gift (centre, request)`,
  `create index debrief_gift_from on debrief_gift (centre, from_at)`,
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
