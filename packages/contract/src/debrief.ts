import { spaces } from '@onhook/core/debrief';
import { z } from 'zod';
import { route } from './route.ts';

const at = z.int().nonnegative();
const id = z.string().regex(/^[\w-]{8,60}$/);
const somebody = z.object({ person: z.string(), name: z.string() });
export type Somebody = z.infer<typeof somebody>;

const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('word') }),
  z.object({ kind: z.literal('space'), space: z.enum(spaces) }),
  z.object({ kind: z.literal('view') }),
]);
export type WishView = z.infer<typeof wish>;

const round = z.enum(['first', 'stand-in', 'other-leads']);
const state = z.enum(['asked', 'answered', 'taken-back', 'unanswered']);

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('coming') }),
  z.object({ kind: z.literal('at'), at }),
  z.object({ kind: z.literal('read') }),
]);

const given = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('break'), minutes: z.int().min(5).max(60) }),
  z.object({ kind: z.literal('step-away') }),
  z.object({ kind: z.literal('early-finish') }),
  /** Lasts until the end of today. */
  z.object({ kind: z.literal('off-queue'), queue: z.string().min(1).max(200) }),
]);
export type Given = z.infer<typeof given>;

const gift = z.object({
  gift: z.string(),
  kind: z.enum(['break', 'step-away', 'early-finish', 'off-queue']),
  /** Queue that the person is off; null when the line is paused in all its queues. */
  queue: z.string().nullable(),
  fromAt: at,
  /** Time at which the time grant ends by itself, or at which it was ended early. */
  untilAt: at,
  /** Null when policy gave it because nobody had answered. */
  by: somebody.nullable(),
  state: z.enum(['on', 'over', 'taken-back']),
});
export type TimeGrantView = z.infer<typeof gift>;

const note = z.object({
  share: z.string(),
  by: somebody,
  at,
  /** Time at which the other person first opened the note. */
  seenAt: at.nullable(),
});
export type NoteView = z.infer<typeof note>;

const common = {
  request: z.string(),
  wish,
  askedAt: at,
  /** Null while the request is open. */
  closedAt: at.nullable(),
  state,
  answer: z.discriminatedUnion('kind', [...answer.options, z.object({ kind: z.literal('given') })]).nullable(),
  answeredBy: somebody.nullable(),
  gifts: z.array(gift),
  /** Time at which both people want to come back to the request. */
  followUpAt: at.nullable(),
  /** Sealed share that the request asks the other person to read. */
  share: z.string().nullable(),
  /** Notes that the two people keep of their talk, each sealed by one of them for the other. */
  notes: z.array(note),
};

const ownRequest = z.object({
  ...common,
  to: z.enum(['lead', 'colleague', 'circle']),
  /** Sealed share that came back as the answer. */
  answerShare: z.string().nullable(),
  /** People asked so far; for a request to a circle, only those who answered. */
  asked: z.array(somebody.extend({ round, seenAt: at.nullable(), cannot: z.boolean() })),
  /** Time at which the next round is asked, or at which the request counts as unanswered. */
  dueAt: at.nullable(),
});
export type OwnRequest = z.infer<typeof ownRequest>;

const requestForMe = z.object({
  ...common,
  from: somebody,
  /** Round in which the request came to me. */
  round,
  seenAt: at.nullable(),
  dueAt: at.nullable(),
  /** People who are asked at `dueAt` when nobody has answered by then; empty when nobody is left to ask. */
  next: z.array(somebody),
  /** True when I lead the asker's team, also as a stand-in. */
  mayGive: z.boolean(),
  /** Queues that the asker takes calls from, listed when I may take them off one. */
  queues: z.array(z.string()),
});
export type RequestForMe = z.infer<typeof requestForMe>;

export const debriefView = z.object({
  serverNow: at,
  mine: z.array(ownRequest),
  forMe: z.array(requestForMe),
  /** Leads of my team, whom I may ask. */
  leads: z.array(somebody.extend({ away: z.boolean() })),
  circle: z.array(somebody),
});
export type DebriefView = z.infer<typeof debriefView>;

const person = z.string().min(1).max(200);
const oneRequest = z.object({ request: id });
const share = z.string().regex(/^[\w-]{1,60}$/);

export const readDebrief = route({
  key: 'GET /api/debrief',
  summary: 'What I asked of others and what is asked of me: what for, by whom, and how it stands; never what anybody wrote. Pushed when it changes.',
  reply: debriefView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const askRequest = route({
  key: 'POST /api/debrief/requests',
  summary: 'Asks a lead, a colleague or my circle for a word, for space, or what they think of what was shared with them. not-found: they cannot be asked.',
  body: z.object({
    request: id,
    wish,
    reach: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('lead'), person }),
      z.object({ kind: z.literal('colleague'), person }),
      z.object({ kind: z.literal('circle') }),
    ]),
    share: share.nullable(),
  }),
  example: { body: { request: 'request-9', wish: { kind: 'word' }, reach: { kind: 'lead', person: 'nobody-at-all' }, share: null } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const takeBackRequest = route({
  key: 'DELETE /api/debrief/requests/:request',
  summary: 'Takes back what I asked; whoever was asked has it no more, and what was shared with it cannot be fetched any more.',
  params: oneRequest,
  example: { params: { request: 'no-such-request' } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const seeRequest = route({
  key: 'POST /api/debrief/requests/:request/seen',
  summary: 'I have seen what is asked of me; who asked is shown so.',
  params: oneRequest,
  example: { params: { request: 'no-such-request' } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const answerRequest = route({
  key: 'POST /api/debrief/requests/:request/answer',
  summary: 'Answers what is asked of me; `cannot` hands it on at once. The first answer counts.',
  params: oneRequest,
  body: z.object({ answer: z.discriminatedUnion('kind', [...answer.options, z.object({ kind: z.literal('cannot') })]) }),
  example: { params: { request: 'no-such-request' }, body: { answer: { kind: 'coming' } } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const setFollowUp = route({
  key: 'POST /api/debrief/requests/:request/follow-up',
  summary: 'When both want to come back to it; null: not any more. Either of the two may say.',
  params: oneRequest,
  body: z.object({ at: at.max(8_640_000_000_000_000).nullable() }),
  example: { params: { request: 'no-such-request' }, body: { at: 1 } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const addNote = route({
  key: 'POST /api/debrief/requests/:request/notes',
  summary: 'Keeps what one of the two who have spoken has sealed for the other, with the request. no-longer-possible: nobody has answered, or there are five.',
  params: oneRequest,
  body: z.object({ share }),
  example: { params: { request: 'no-such-request' }, body: { share: 'no-such-note' } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const takeBackNote = route({
  key: 'DELETE /api/debrief/notes/:share',
  summary: 'Takes back a note that I wrote; it cannot be fetched any more.',
  params: z.object({ share }),
  example: { params: { share: 'no-such-note' } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const giveSpace = route({
  key: 'POST /api/debrief/requests/:request/gifts',
  summary: 'Gives who asked a longer break, leave to step away, an early finish, or a day off one queue: their line is held, with an end, at once or when their call is over.',
  params: oneRequest,
  /** The browser names it: sent twice, it is given once. */
  body: z.object({ gift: id, what: given }),
  example: { params: { request: 'no-such-request' }, body: { gift: 'gift-of-lea', what: { kind: 'break', minutes: 10 } } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const takeBackTimeGrant = route({
  key: 'DELETE /api/debrief/gifts/:gift',
  summary: 'Takes back what I gave, as far as it has not been used.',
  params: z.object({ gift: id }),
  example: { params: { gift: 'no-such-gift' } },
  reply: debriefView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});
