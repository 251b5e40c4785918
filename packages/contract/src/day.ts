import { z } from 'zod';
import { route } from './route.ts';

/** Figures of a queue for half an hour; `at` is its start. */
const halfHour = z.object({
  at: z.int(),
  offered: z.int(),
  answered: z.int(),
  answeredInTarget: z.int(),
  abandoned: z.int(),
  hardCalls: z.int(),
});

/**
 * The day in figures about calls and minutes, without any person. A queue with fewer than ten agents shows its calls
 * and service level, as the wallboard does, but no hard calls: `hardCallsShown` is false and they count as 0.
 */
export const dayView = z.object({
  serverNow: z.int(),
  dayStartAt: z.int(),
  targetSeconds: z.int(),
  queues: z.array(z.object({ queue: z.string(), hardCallsShown: z.boolean(), halfHours: z.array(halfHour) })),
  /** Recovery time of the whole centre today; null when the centre has fewer than ten agents. */
  recovery: z
    .object({
      grantedMs: z.int(),
      honouredMs: z.int(),
      cutShortMs: z.int(),
      waivedMs: z.int(),
      bankedMs: z.int(),
      paidBackMs: z.int(),
      /** Lines paused now, out of `linesNow` lines that are signed on. */
      heldNow: z.int(),
      linesNow: z.int(),
    })
    .nullable(),
  /** How often another call rang before the line was paused, and why. */
  rangFirst: z.object({
    hardCalls: z.int(),
    pausedBehind: z.int(),
    rangFirst: z.int(),
    causes: z.array(z.object({ cause: z.enum(['already-ringing', 'pause-on-its-way', 'phones-down']), times: z.int() })),
  }),
});
export type DayView = z.infer<typeof dayView>;

export const readDay = route({
  key: 'GET /api/day',
  summary: 'Service level, hard calls and recovery time today, by queue and half hour.',
  reply: dayView,
  errors: ['not-signed-in', 'not-allowed'],
});

export const readDayFigures = route({
  key: 'GET /api/day/figures',
  summary: 'The figures of today by queue and half hour, without any person; a CSV file.',
  reply: z.string(),
  errors: ['not-signed-in', 'not-allowed'],
});
