import type { PersonId, TalkRequestId } from '../ids/index.ts';

/** Places at which two people can meet for a short talk. */
export const meetingPlaces = ['my-desk', 'your-desk', 'phone', 'kitchen'] as const;
/** Meeting place that the asker proposes. */
export type MeetingPlace = (typeof meetingPlaces)[number];

/**
 * Request of one person to a member of their circle for a short talk.
 * `closed`: declined, expired, or the colleague is no longer free; the asker does not learn which.
 */
export interface TalkRequest {
  readonly word: TalkRequestId;
  readonly asker: PersonId;
  readonly asked: PersonId;
  readonly place: MeetingPlace;
  readonly askedAt: number;
  readonly state: 'asked' | 'yes' | 'closed';
  readonly stateAt: number;
}

/** The one talk request of each person, by asker. Lives in memory only. */
export type TalkRequests = ReadonlyMap<PersonId, TalkRequest>;

/** Time in which a talk request can be answered. */
export const talkRequestMs = 2 * 60_000;
/** Time for which an answer stays visible: the talk takes three minutes. */
const answeredForMs = 4 * 60_000;

const changed = (requests: TalkRequests, request: TalkRequest): TalkRequests => new Map(requests).set(request.asker, request);

/**
 * Closes requests that have expired or whose colleague is no longer free, and deletes requests that were answered or
 * closed four minutes ago.
 *
 * @param isFree true when that colleague may take a talk now
 */
export const closeTalkRequests = (requests: TalkRequests, isFree: (person: PersonId) => boolean, now: number): TalkRequests => {
  let next = requests;
  for (const request of requests.values()) {
    if (request.state === 'asked' && (now >= request.askedAt + talkRequestMs || !isFree(request.asked))) {
      next = changed(next, { ...request, state: 'closed', stateAt: now });
    } else if (request.state !== 'asked' && now >= request.stateAt + answeredForMs) {
      const fewer = new Map(next);
      fewer.delete(request.asker);
      next = fewer;
    }
  }
  return next;
};

/** Adds a request. Replaces the asker's previous one. */
export const requestTalk = (requests: TalkRequests, ask: Pick<TalkRequest, 'word' | 'asker' | 'asked' | 'place'>, now: number): TalkRequests =>
  changed(requests, { ...ask, askedAt: now, state: 'asked', stateAt: now });

/** Result of an answer. `not-found`: no such request to this person. `no-longer-possible`: answered otherwise or closed. */
export type TalkRequestAnswered = { readonly kind: 'answered'; readonly requests: TalkRequests } | { readonly kind: 'not-found' | 'no-longer-possible' };

const byId = (requests: TalkRequests, word: TalkRequestId): TalkRequest | undefined => [...requests.values()].find((known) => known.word === word);

/** Records the answer of the person who was asked. Repeating the same answer is accepted. */
export const answerTalkRequest = (requests: TalkRequests, word: TalkRequestId, me: PersonId, answer: 'yes' | 'not-now', now: number): TalkRequestAnswered => {
  const known = byId(requests, word);
  if (known?.asked !== me) return { kind: 'not-found' };
  const state = answer === 'yes' ? 'yes' : 'closed';
  if (known.state === state) return { kind: 'answered', requests };
  if (known.state !== 'asked') return { kind: 'no-longer-possible' };
  return { kind: 'answered', requests: changed(requests, { ...known, state, stateAt: now }) };
};

/** Deletes a request of its asker. Changes nothing when the asker has another one by now. */
export const withdrawTalkRequest = (requests: TalkRequests, word: TalkRequestId, me: PersonId): TalkRequests => {
  if (requests.get(me)?.word !== word) return requests;
  const fewer = new Map(requests);
  fewer.delete(me);
  return fewer;
};

/** The request to answer next, the longest waiting first; without one, the last that I accepted; else null. */
export const talkRequestFor = (requests: TalkRequests, me: PersonId): TalkRequest | null => {
  const mine = [...requests.values()].filter(({ asked, state }) => asked === me && state !== 'closed');
  return mine.find(({ state }) => state === 'asked') ?? mine.toSorted((a, b) => b.stateAt - a.stateAt)[0] ?? null;
};
