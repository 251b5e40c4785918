import { z } from 'zod';
import { route } from './route.ts';

export const linesView = z.object({
  serverNow: z.int(),
  /** Feeds from phone systems, each with its last error in the phone system’s own words. */
  feeds: z.array(
    z.object({
      source: z.string(),
      state: z.enum(['up', 'connecting', 'needs-attention']),
      since: z.int(),
      lastError: z.string().nullable(),
    }),
  ),
  /**
   * Pauses that an administrator should know of. `unexplained`: it looks like Onhook's, no command of Onhook explains it, and
   * Onhook lifts it only when an administrator says so. `late`: its time is over, and the phone system has not lifted it.
   */
  pauses: z.array(
    z.object({ kind: z.enum(['unexplained', 'late']), line: z.string(), name: z.string(), queue: z.string().nullable(), reason: z.string(), since: z.int() }),
  ),
  /** Lines of the phone system that no person has yet, and the people who might own them. */
  unmatched: z.array(z.object({ line: z.string(), name: z.string(), firstSeenAt: z.int(), lastSeenAt: z.int() })),
  /**
   * `reported` is false for a line that was given by hand and that no phone system has. `pausedByUs`: the phone system shows a pause of
   * Onhook's on it, as a wallboard does.
   */
  matched: z.array(
    z.object({ line: z.string(), name: z.string(), person: z.string(), personName: z.string(), reported: z.boolean(), pausedByUs: z.boolean() }),
  ),
  peopleWithoutLine: z.array(z.object({ person: z.string(), name: z.string() })),
});
export type LinesView = z.infer<typeof linesView>;

export const readLines = route({
  key: 'GET /api/lines',
  summary: 'Phone systems, and which line is whose.',
  reply: linesView,
  errors: ['not-signed-in', 'not-allowed'],
});

export const liftPause = route({
  key: 'POST /api/lines/lift',
  summary: 'Lifts a pause that looks like Onhook’s and that no command of Onhook explains.',
  body: z.object({ line: z.string().max(300), queue: z.string().max(300) }),
  example: { body: { line: 'PJSIP/5', queue: 'support' } },
  reply: z.object({}),
  errors: ['not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});

export const putBackLine = route({
  key: 'POST /api/lines/put-back',
  summary: 'Ends every pause of Onhook’s on the lines of one person, the guaranteed minutes included. no-longer-possible: there is none.',
  body: z.object({ person: z.string().min(1).max(200) }),
  example: { body: { person: 'nobody-at-all' } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});

export const matchLine = route({
  key: 'POST /api/lines/match',
  summary: 'Says whose line this is; person null takes the match back.',
  body: z.object({ line: z.string().max(300), person: z.string().max(200).nullable() }),
  example: { body: { line: 'PJSIP/5', person: 'nobody-at-all' } },
  reply: z.object({}),
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});
