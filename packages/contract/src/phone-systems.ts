import { z } from 'zod';
import { route } from './route.ts';

const connection = z.object({
  source: z.string(),
  /** Name that people know the system by. */
  title: z.string(),
  state: z.enum(['up', 'connecting', 'needs-attention']),
  since: z.int(),
  /** Last error in the phone system's own words; null while it is up. */
  lastError: z.string().nullable(),
  capabilities: z.object({
    pausesLines: z.boolean(),
    pausesSingleQueues: z.boolean(),
    showsPauseReason: z.boolean(),
    endsPauses: z.boolean(),
    confirmsPause: z.enum(['event', 'reading']),
    reportsHolds: z.boolean(),
    reportsAfterCallWork: z.boolean(),
    reportsWhoHungUp: z.boolean(),
    setsPenalty: z.boolean(),
  }),
  /** Number of lines that this system has reported. */
  lines: z.int(),
  /** Warnings since the server started, newest first. Their details hold no caller's number. */
  notices: z.array(z.object({ at: z.int(), kind: z.string(), detail: z.string() })),
  /** True when the connection can be checked from here. */
  mayBeChecked: z.boolean(),
});
export type PhoneSystemView = z.infer<typeof connection>;

export const phoneSystemsView = z.object({ serverNow: z.int(), connections: z.array(connection) });
export type PhoneSystemsView = z.infer<typeof phoneSystemsView>;

export const readPhoneSystems = route({
  key: 'GET /api/phone-systems',
  summary: 'The connected phone systems: their state, what each can do, and their last notices.',
  reply: phoneSystemsView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const phoneCheckView = z.object({
  checkedAt: z.int(),
  findings: z.array(z.object({ kind: z.enum(['ok', 'problem', 'unsure']), finding: z.string(), advice: z.string() })),
});
export type PhoneCheckView = z.infer<typeof phoneCheckView>;

export const checkPhoneSystem = route({
  key: 'POST /api/phone-systems/:source/check',
  summary: 'Tries the connection without changing anything there, which takes some seconds. no-longer-possible: there is no such system, it cannot be checked, or a check is under way.',
  params: z.object({ source: z.string().min(1).max(100) }),
  example: { params: { source: 'no-such-system' } },
  reply: phoneCheckView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'no-longer-possible'],
});
