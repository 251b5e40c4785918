import { z } from 'zod';
import { privateWords } from './private-words.ts';
import { route } from './route.ts';
import { role } from './session.ts';

const at = z.int().nonnegative();
const count = z.int().nonnegative();

export const myDataView = z.object({
  serverNow: at,
  person: z.object({
    name: z.string(),
    email: z.string().nullable(),
    team: z.string().nullable(),
    roles: z.array(role),
    since: at,
    lines: z.array(z.string()),
  }),
  counts: z.object({
    signIns: count,
    passkeys: count,
    calls: count,
    hardTaps: count,
    recoveries: count,
    offers: count,
    resets: count,
    carryItems: count,
    circle: count,
    phrases: count,
    shares: count,
    incidents: count,
  }),
  /** Total time on calls. */
  talkedMs: count,
  /** Balances of recovery time, by account. */
  minutes: z.object({ grantedMs: count, honouredMs: count, cutShortMs: count, waivedMs: count, bankedMs: z.int() }),
  /** Null when this person has no vault. */
  vault: z.object({ items: count, bytes: count, changedAt: at }).nullable(),
  /** Kept periods of the centre, in days. */
  keptDays: z.object({ calls: count, resets: count, shares: count, incidents: count, left: count, log: count }),
});
export type MyDataView = z.infer<typeof myDataView>;

export const readMyData = route({
  key: 'GET /api/my-data',
  summary: 'What is held about the signed-in person, counted.',
  reply: myDataView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const exportMyData = route({
  key: 'GET /api/my-data/export',
  summary: 'The signed-in person’s data as one JSON: their own rows by table, and by feature what the screens show them of others. Of sealed content, that it is there.',
  reply: z.looseObject({ centre: z.string(), person: z.string(), at: z.string() }).register(privateWords, { by: 'the person, and others who wrote to them' }),
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const eraseMe = route({
  key: 'POST /api/my-data/erase',
  summary:
    'Erases the signed-in person for good. no-longer-possible: that is not their name, their line is held just now, or nobody else administers the centre.',
  body: z.object({ name: z.string().max(200) }),
  example: { body: { name: 'nobody at all' } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});
