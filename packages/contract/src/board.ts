import { z } from 'zod';
import { agentState } from './panel.ts';
import { route } from './route.ts';

/** Agent as the wallboard shows them. A recovery pause says no more than that, and when its line is back at the latest. */
export const boardAgent = z.object({
  person: z.string(),
  name: z.string(),
  state: agentState,
  /** Time at which the state began; null in a recovery pause. */
  since: z.int().nullable(),
  /** Pause reason of the phone system; null unless paused. */
  reason: z.string().nullable(),
  /**
   * Time at which the line is back at the latest: the longest recovery that the centre's policy allows, rounded up to five minutes. It stays
   * the same however long the minutes turn out. null unless the line is paused for recovery.
   */
  backBy: z.int().nullable(),
  queues: z.array(z.string()),
});
export type BoardAgent = z.infer<typeof boardAgent>;

/** Callers who wait now, and figures of the half hours that have ended since the centre's midnight; counts are rounded to 5. */
export const boardQueue = z.object({
  queue: z.string(),
  waiting: z.int(),
  /** Time at which the longest-waiting caller joined; null when nobody waits. */
  longestSince: z.int().nullable(),
  answered: z.int(),
  abandoned: z.int(),
  /** Share of calls answered within the target, 0 to 1; null before the first call. */
  serviceLevel: z.number().nullable(),
  targetSeconds: z.int(),
  /** Share of calls answered within the target in each half hour that has ended, from the first with calls on; null for fewer than ten calls. */
  byHalfHour: z.object({ fromAt: z.int(), levels: z.array(z.number().nullable()) }).nullable(),
});
export type BoardQueue = z.infer<typeof boardQueue>;

export const boardView = z.object({
  serverNow: z.int(),
  phonesUp: z.boolean(),
  teams: z.array(z.object({ team: z.string(), name: z.string(), agents: z.array(boardAgent) })),
  queues: z.array(boardQueue),
});
export type BoardView = z.infer<typeof boardView>;

/** Changes on one lead’s board, sent at most twice a second. The agents and queues in it replace those on the board. */
export const boardChange = z.object({
  serverNow: z.int(),
  phonesUp: z.boolean(),
  agents: z.array(boardAgent.extend({ team: z.string() })),
  gone: z.array(z.string()),
  queues: z.array(boardQueue),
});
export type BoardChange = z.infer<typeof boardChange>;

export const readBoard = route({
  key: 'GET /api/board',
  summary: 'The floor as a lead of these teams sees it.',
  reply: boardView,
  errors: ['not-signed-in', 'not-allowed'],
});
