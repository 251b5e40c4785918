import { endings, situations, wordingOf } from '@onhook/core/phrasebook';
import { z } from 'zod';
import { route } from './route.ts';

/** Phrase that a lead wrote for a team; `when` and `avoid` may be empty. */
const phrase = z.object({
  phrase: z.string(),
  situation: z.enum(situations),
  text: z.string(),
  when: z.string(),
  avoid: z.string(),
});
export type TeamPhrase = z.infer<typeof phrase>;

export const phrasesView = z.object({
  /** Policy of the centre on ending an abusive call after the agent has asked the caller to stop and warned them. */
  endAbusiveCalls: z.enum(endings),
  /** Phrases of the agent’s own team. */
  team: z.array(phrase),
});
export type PhrasesView = z.infer<typeof phrasesView>;

export const teamPhrasesView = z.object({
  teams: z.array(z.object({ team: z.string(), name: z.string(), phrases: z.array(phrase) })),
});
export type TeamPhrasesView = z.infer<typeof teamPhrasesView>;

const wording = z.string().refine((text) => wordingOf(text).kind === 'fine');
const note = z.string().refine((text) => wordingOf(text).kind !== 'too-long');
const params = z.object({ team: z.string().max(200), phrase: z.string().regex(/^[\w-]{1,60}$/) });

export const readPhrases = route({
  key: 'GET /api/phrases',
  summary: 'The phrases of the signed-in agent’s team, and the policy on ending calls.',
  reply: phrasesView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const readTeamPhrases = route({
  key: 'GET /api/teams/phrases',
  summary: 'The phrases of every team this lead leads.',
  reply: teamPhrasesView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const writeTeamPhrase = route({
  key: 'POST /api/teams/:team/phrases/:phrase',
  summary: 'Writes a phrase under an identifier the browser chose, or writes it anew. no-longer-possible: the team has as many as it can have.',
  params,
  body: z.object({ situation: z.enum(situations), text: wording, when: note, avoid: note }),
  example: { params: { team: 'no-such-team', phrase: 'w1' }, body: { situation: 'limit', text: 'One at a time, please.', when: '', avoid: '' } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});

export const removeTeamPhrase = route({
  key: 'DELETE /api/teams/:team/phrases/:phrase',
  summary: 'Removes a phrase; one that is not there is removed already.',
  params,
  example: { params: { team: 'no-such-team', phrase: 'w1' } },
  reply: z.object({}),
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});
