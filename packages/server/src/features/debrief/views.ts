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
  /** Sealed answers, keyed by the share that they answer. */
  readonly answers: ReadonlyMap<ShareId, ShareId>;
  /** Says whether the reader may give time to the asker: they lead the asker's team, or act for a lead who is away. */
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

/** Presents the notes to the two people of the talk. Others who were asked see none. */
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
  // A request to a circle shows only the member who answered, so that no member is seen not to have answered.
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

/** Lists the people whose names the view of these requests and gifts needs. */
export const peopleIn = (rows: readonly DebriefRequestRow[], gifts: readonly LivedGift[]): PersonId[] => [
  ...new Set([...rows.flatMap(({ body }) => [body.asker, ...body.asked.map(({ person }) => person)]), ...gifts.flatMap(({ given_by }) => given_by ?? [])]),
];

interface Around {
  readonly leads: readonly (Somebody & { readonly away: boolean })[];
  readonly circle: readonly Somebody[];
}

/** Presents the requests that a person made and those addressed to them. */
export const presentDebrief = (rows: readonly DebriefRequestRow[], { leads, circle }: Around, place: DebriefPlace): DebriefView => ({
  serverNow: place.now,
  mine: rows.filter(({ asker }) => asker === place.me).map((row) => ownRequest(row, place)),
  forMe: rows.flatMap((row) => requestForMe(row, place)),
  leads: [...leads],
  circle: [...circle],
});
