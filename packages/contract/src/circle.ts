import { meetingPlaces } from '@onhook/core/circle';
import { z } from 'zod';
import { route } from './route.ts';

const at = z.int().nonnegative();
const colleague = z.object({ person: z.string(), name: z.string() });
export type Colleague = z.infer<typeof colleague>;

const meetingPlace = z.enum(meetingPlaces);

/** An agent's whole circle, as only that agent sees it. */
export const circleView = z.object({
  serverNow: at,
  /** `free`: the member's line is open, no call rings and no pause is on. The view says nothing else about a member. */
  members: z.array(colleague.extend({ free: z.boolean() })),
  /** Colleagues I have invited. A decline looks the same as no answer. */
  invited: z.array(colleague),
  askingMe: z.array(colleague),
  /** Talk request to me that is open, or that I have just accepted. */
  wordForMe: z
    .object({ word: z.string(), from: colleague, place: meetingPlace, state: z.enum(['asked', 'yes']), until: at })
    .nullable(),
  /** My own talk request. `closed`: it won't happen now; the view doesn't say why. */
  myWord: z
    .object({ word: z.string(), to: colleague, place: meetingPlace, state: z.enum(['asked', 'yes', 'closed']), until: at })
    .nullable(),
});
export type CircleView = z.infer<typeof circleView>;

const person = z.object({ person: z.string().max(200) });
const word = z.object({ word: z.string().max(200) });

export const readCircle = route({
  key: 'GET /api/circle',
  summary: 'My circle: who agreed, who is free for a word now. Pushed for some minutes afterwards when it changes.',
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed'],
});

export const findColleagues = route({
  key: 'POST /api/circle/colleagues',
  summary: 'Agents of the centre by a part of their name, to be asked into my circle.',
  body: z.object({ name: z.string().trim().min(2).max(80) }),
  example: { body: { name: 'nobody-at-all' } },
  reply: z.object({ colleagues: z.array(colleague) }),
  errors: ['not-signed-in', 'not-allowed', 'bad-input'],
});

export const askIntoCircle = route({
  key: 'POST /api/circle',
  summary: 'Asks a colleague to be in each other’s circle.',
  body: person,
  example: { body: { person: 'nobody-at-all' } },
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const answerTie = route({
  key: 'POST /api/circle/:person/answer',
  summary: 'Agrees, or declines without anybody being told.',
  params: person,
  body: z.object({ answer: z.enum(['agree', 'decline']) }),
  example: { params: { person: 'nobody-at-all' }, body: { answer: 'agree' } },
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const leaveCircle = route({
  key: 'DELETE /api/circle/:person',
  summary: 'Leaves each other’s circle, or takes a request back.',
  params: person,
  example: { params: { person: 'nobody-at-all' } },
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const requestTalk = route({
  key: 'POST /api/words',
  summary: 'Asks one of my circle, who is free now, for a word. Runs out after two minutes; kept nowhere.',
  body: z.object({ person: z.string().max(200), place: meetingPlace }),
  example: { body: { person: 'nobody-at-all', place: 'phone' } },
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible'],
});

export const answerWord = route({
  key: 'POST /api/words/:word/answer',
  summary: 'Says yes, or not now. No pause follows from either.',
  params: word,
  body: z.object({ answer: z.enum(['yes', 'not-now']) }),
  example: { params: { word: 'no-such-word' }, body: { answer: 'yes' } },
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible'],
});

export const takeBackWord = route({
  key: 'DELETE /api/words/:word',
  summary: 'Does not wait for the word any more.',
  params: word,
  example: { params: { word: 'no-such-word' } },
  reply: circleView,
  errors: ['not-signed-in', 'not-allowed'],
});
