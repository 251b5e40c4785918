import { z } from 'zod';
import { route } from './route.ts';

/** Figures of a queue for a closed half hour, rounded; `at` is its start. */
const halfHour = z.object({
  at: z.int(),
  offered: z.int(),
  answered: z.int(),
  answeredInTarget: z.int(),
  abandoned: z.int(),
  /** null: fewer than ten people worked in the queue in this half hour. */
  hardCalls: z.int().nullable(),
});

/**
 * The day in figures about calls and minutes, without any person. Figures come from closed half hours, each released once and rounded.
 * `now` shows the states of the lines, as any wallboard does.
 */
export const dayView = z.object({
  serverNow: z.int(),
  dayStartAt: z.int(),
  targetSeconds: z.int(),
  queues: z.array(z.object({ queue: z.string(), halfHours: z.array(halfHour) })),
  /** Recovery time of the whole centre in the closed half hours of today in which ten people or more worked; null: there are none yet. */
  recovery: z
    .object({
      grantedMs: z.int(),
      honouredMs: z.int(),
      cutShortMs: z.int(),
      waivedMs: z.int(),
      bankedMs: z.int(),
      paidBackMs: z.int(),
    })
    .nullable(),
  /** Lines paused now for recovery, out of the `lines` that are signed on. */
  now: z.object({ paused: z.int(), lines: z.int() }),
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
  summary: 'Service level, hard calls and recovery time in the closed half hours of today.',
  reply: dayView,
  errors: ['not-signed-in', 'not-allowed'],
});

export const readDayFigures = route({
  key: 'GET /api/day/figures',
  summary: 'The figures of the closed half hours of today by queue, without any person; a CSV file.',
  reply: z.string(),
  errors: ['not-signed-in', 'not-allowed'],
});
