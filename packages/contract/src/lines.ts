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
  /** Lines of the phone system that no person has yet, and the people who might own them. */
  unmatched: z.array(z.object({ line: z.string(), name: z.string(), firstSeenAt: z.int(), lastSeenAt: z.int() })),
  matched: z.array(z.object({ line: z.string(), name: z.string(), person: z.string(), personName: z.string() })),
  peopleWithoutLine: z.array(z.object({ person: z.string(), name: z.string() })),
});
export type LinesView = z.infer<typeof linesView>;

export const readLines = route({
  key: 'GET /api/lines',
  summary: 'Phone systems, and which line is whose.',
  reply: linesView,
  errors: ['not-signed-in', 'not-allowed'],
});

export const matchLine = route({
  key: 'POST /api/lines/match',
  summary: 'Says whose line this is; person null takes the match back.',
  body: z.object({ line: z.string().max(300), person: z.string().max(200).nullable() }),
  example: { body: { line: 'PJSIP/5', person: 'nobody-at-all' } },
  reply: z.object({}),
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});
