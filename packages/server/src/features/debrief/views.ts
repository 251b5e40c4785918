import type { DebriefView, GiftView, NoteView, OwnRequest, RequestForMe, Somebody } from '@onhook/contract';
import { participants } from '@onhook/core/debrief';
import type { PersonId, ShareId } from '@onhook/core/ids';
import type { DebriefRequestRow, LivedGift, NoteRow } from './queries.ts';

export interface DebriefPlace {
  readonly now: number;
  readonly me: PersonId;
  readonly names: ReadonlyMap<PersonId, string>;
  readonly gifts: readonly LivedGift[];
  readonly notes: readonly NoteRow[];
  /** What was sealed back, by what it answers. */
  readonly answers: ReadonlyMap<ShareId, ShareId>;
  /** Whether I may give the one who asked time: I lead their team, or stand in for who does. */
  mayGive(asker: PersonId): boolean;
  queuesOf(asker: PersonId): readonly string[];
}

const somebody = (person: PersonId, { names }: DebriefPlace): Somebody => ({ person, name: names.get(person) ?? '' });

const giftView = (gift: LivedGift, place: DebriefPlace): GiftView => {
  const overAt = Math.min(gift.until_at, gift.closed_at ?? gift.until_at);
  return {
    gift: gift.gift,
    kind: gift.kind,
    queue: gift.queue,
    fromAt: gift.from_at,
    untilAt: overAt,
    by: gift.given_by === null ? null : somebody(gift.given_by, place),
    state: gift.taken_back_at !== null ? 'taken-back' : place.now >= overAt || gift.off_queue?.state === 'over' ? 'over' : 'on',
  };
};

/** To the two between whom it is; whoever else was asked learns of none. */
const notesIn = ({ body }: DebriefRequestRow, place: DebriefPlace): NoteView[] =>
  participants(body)?.includes(place.me)
    ? place.notes
        .filter(({ request }) => request === body.request)
        .map(({ share, sender, sent_at, opened_at }) => ({ share, by: somebody(sender, place), at: sent_at, seenAt: opened_at }))
    : [];

const common = (row: DebriefRequestRow, place: DebriefPlace) => {
  const { body, follow_up_at, share } = row;
  const { answer } = body;
  return {
    request: body.request,
    wish: body.wish,
    askedAt: body.askedAt,
    closedAt: body.closedAt,
    state: body.state,
    answer: answer && (answer.kind === 'at' ? { kind: answer.kind, at: answer.at } : { kind: answer.kind }),
    answeredBy: answer && somebody(answer.by, place),
    gifts: place.gifts.filter(({ request }) => request === body.request).map((gift) => giftView(gift, place)),
    followUpAt: follow_up_at,
    share,
    notes: notesIn(row, place),
    dueAt: body.dueAt,
  };
};

const ownRequest = (row: DebriefRequestRow, place: DebriefPlace): OwnRequest => {
  const { reach, asked, answer } = row.body;
  // Who of a circle did not answer is told to nobody.
  const shown = reach.kind === 'circle' ? asked.filter(({ person }) => person === answer?.by) : asked;
  return {
    ...common(row, place),
    to: reach.kind,
    answerShare: row.share === null ? null : (place.answers.get(row.share) ?? null),
    asked: shown.map(({ person, round, seenAt, declinedAt }) => ({ ...somebody(person, place), round, seenAt, cannot: declinedAt !== null })),
  };
};

const requestForMe = (row: DebriefRequestRow, place: DebriefPlace): RequestForMe[] => {
  const { body } = row;
  const asked = body.asked.find(({ person }) => person === place.me);
  if (!asked || asked.declinedAt !== null || body.state === 'taken-back') return [];
  const mayGive = body.reach.kind === 'lead' && place.mayGive(body.asker);
  return [
    {
      ...common(row, place),
      from: somebody(body.asker, place),
      round: asked.round,
      seenAt: asked.seenAt,
      mayGive,
      queues: mayGive ? [...place.queuesOf(body.asker)] : [],
    },
  ];
};

/** Whoever's name is needed to show these. */
export const peopleIn = (rows: readonly DebriefRequestRow[], gifts: readonly LivedGift[]): PersonId[] => [
  ...new Set([...rows.flatMap(({ body }) => [body.asker, ...body.asked.map(({ person }) => person)]), ...gifts.flatMap(({ given_by }) => given_by ?? [])]),
];

interface Around {
  readonly leads: readonly (Somebody & { readonly away: boolean })[];
  readonly circle: readonly Somebody[];
}

/** What one person asked and is asked. */
export const presentDebrief = (rows: readonly DebriefRequestRow[], { leads, circle }: Around, place: DebriefPlace): DebriefView => ({
  serverNow: place.now,
  mine: rows.filter(({ asker }) => asker === place.me).map((row) => ownRequest(row, place)),
  forMe: rows.flatMap((row) => requestForMe(row, place)),
  leads: [...leads],
  circle: [...circle],
});
