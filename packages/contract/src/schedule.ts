import { z } from 'zod';
import { route } from './route.ts';

export const readExceptions = route({
  key: 'GET /api/schedule/exceptions',
  summary: 'Who was or is away from their line on a lead’s word, from when until when, by code and never why; a file for workforce management.',
  query: z.object({
    /** Moment on the day to read; today when left out. */
    at: z.string().regex(/^\d{1,15}$/).optional(),
    as: z.enum(['csv', 'ics']),
  }),
  example: { query: { as: 'csv' } },
  reply: z.string(),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});
