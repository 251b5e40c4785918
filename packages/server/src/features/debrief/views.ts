import type { DebriefView, TimeGrantView, NoteView, OwnRequest, RequestForMe, Somebody } from '@onhook/contract';
import { participants } from '@onhook/core/debrief';
import type { PersonId, RequestId, ShareId } from '@onhook/core/ids';
import type { DebriefRequestRow, TimeGrantProgress, NoteRow } from './queries.ts';

export interface DebriefContext {
  readonly now: number;
  readonly me: PersonId;
  readonly names: ReadonlyMap<PersonId, string>;
  readonly gifts: readonly TimeGrantProgress[];
  readonly notes: readonly NoteRow[];
  /** Sealed answers, keyed by the share that they answer. */
  readonly answers: ReadonlyMap<ShareId, ShareId>;
  /** True when the reader may grant time to the asker: they lead the asker's team, or stand in for its lead. */
  mayGive(asker: PersonId): boolean;
  queuesOf(asker: PersonId): readonly string[];
  /** People to whom each open request is escalated next. */
  readonly next: ReadonlyMap<RequestId, readonly PersonId[]>;
}

const somebody = (person: PersonId, { names }: DebriefContext): Somebody => ({ person, name: names.get(person) ?? '' });

const timeGrantView = (gift: TimeGrantProgress, context: DebriefContext): TimeGrantView => {
  const endsAt = Math.min(gift.until_at, gift.closed_at ?? gift.until_at);
  return {
    gift: gift.gift,
    kind: gift.kind,
    queue: gift.queue,
    fromAt: gift.from_at,
    untilAt: endsAt,
    by: gift.given_by === null ? null : somebody(gift.given_by, context),
    state: gift.taken_back_at !== null ? 'taken-back' : context.now >= endsAt || gift.off_queue?.state === 'over' ? 'over' : 'on',
  };
};

/** Presents the notes to the two people of the talk. Others who were asked see none. */
const notesIn = ({ body }: DebriefRequestRow, context: DebriefContext): NoteView[] =>
  participants(body)?.includes(context.me)
    ? context.notes
        .filter(({ request }) => request === body.request)
        .map(({ share, sender, sent_at, opened_at }) => ({ share, by: somebody(sender, context), at: sent_at, seenAt: opened_at }))
    : [];

const commonFields = (row: DebriefRequestRow, context: DebriefContext) => {
  const { body, follow_up_at, share } = row;
  const { answer } = body;
  return {
    request: body.request,
    wish: body.wish,
    askedAt: body.askedAt,
    closedAt: body.closedAt,
    state: body.state,
    answer: answer && (answer.kind === 'at' ? { kind: answer.kind, at: answer.at } : { kind: answer.kind }),
    answeredBy: answer && somebody(answer.by, context),
    gifts: context.gifts.filter(({ request }) => request === body.request).map((gift) => timeGrantView(gift, context)),
    followUpAt: follow_up_at,
    share,
    notes: notesIn(row, context),
    dueAt: body.dueAt,
  };
};

const ownRequest = (row: DebriefRequestRow, context: DebriefContext): OwnRequest => {
  const { reach, asked, answer } = row.body;
  // A request to a circle shows only the member who answered, so that the asker does not learn who did not.
  const visible = reach.kind === 'circle' ? asked.filter(({ person }) => person === answer?.by) : asked;
  return {
    ...commonFields(row, context),
    to: reach.kind,
    answerShare: row.share === null ? null : (context.answers.get(row.share) ?? null),
    asked: visible.map(({ person, round, seenAt, declinedAt }) => ({ ...somebody(person, context), round, seenAt, cannot: declinedAt !== null })),
  };
};

const requestForMe = (row: DebriefRequestRow, context: DebriefContext): RequestForMe[] => {
  const { body } = row;
  const asked = body.asked.find(({ person }) => person === context.me);
  if (!asked || asked.declinedAt !== null || body.state === 'taken-back') return [];
  const mayGive = body.reach.kind === 'lead' && context.mayGive(body.asker);
  return [
    {
      ...commonFields(row, context),
      from: somebody(body.asker, context),
      round: asked.round,
      seenAt: asked.seenAt,
      next: (context.next.get(body.request) ?? []).map((person) => somebody(person, context)),
      mayGive,
      queues: mayGive ? [...context.queuesOf(body.asker)] : [],
    },
  ];
};

/** Lists the people whose names the view of these requests and time grants needs. */
export const peopleIn = (rows: readonly DebriefRequestRow[], gifts: readonly TimeGrantProgress[]): PersonId[] => [
  ...new Set([...rows.flatMap(({ body }) => [body.asker, ...body.asked.map(({ person }) => person)]), ...gifts.flatMap(({ given_by }) => given_by ?? [])]),
];

interface PeopleToAsk {
  readonly leads: readonly (Somebody & { readonly away: boolean })[];
  readonly circle: readonly Somebody[];
}

/** Presents the requests that a person made and those addressed to them. */
export const toDebriefView = (rows: readonly DebriefRequestRow[], { leads, circle }: PeopleToAsk, context: DebriefContext): DebriefView => ({
  serverNow: context.now,
  mine: rows.filter(({ asker }) => asker === context.me).map((row) => ownRequest(row, context)),
  forMe: rows.flatMap((row) => requestForMe(row, context)),
  leads: [...leads],
  circle: [...circle],
});
