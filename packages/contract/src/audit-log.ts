import { z } from 'zod';
import { auditActions, auditDoer } from './access-log.ts';
import { route } from './route.ts';

const entry = z.object({
  seq: z.int(),
  at: z.int(),
  /** Name of the doer; null when Onhook doesn't know the person. */
  by: z.string().nullable(),
  as: auditDoer,
  deed: z.enum(auditActions),
  /**
   * Person whose data it was. `everybody`: all people of the centre · `hidden`: the deed shows what an agent asked for or shared, which
   * an administrator does not read · `gone`: the person has been erased.
   */
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), name: z.string() }),
    z.object({ kind: z.enum(['everybody', 'hidden', 'gone']) }),
  ]),
});
export type AuditLogEntry = z.infer<typeof entry>;

export const auditLogView = z.object({
  serverNow: z.int(),
  /** Newest first. */
  entries: z.array(entry),
  /** Value of `before` for the next page; null on the last page. */
  next: z.int().nullable(),
});
export type AuditLogView = z.infer<typeof auditLogView>;

const time = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const filters = z.object({
  deed: z.enum(auditActions).optional(),
  /** Identifier of the doer. */
  by: z.string().min(1).max(200).optional(),
  /** Identifier of the person whose data it was; finds no deed that hides them. */
  about: z.string().min(1).max(200).optional(),
  fromAt: time.optional(),
  /** The first time after the period. */
  untilAt: time.optional(),
});

export const readAuditLog = route({
  key: 'GET /api/audit',
  summary: 'The audit log of the centre, a page at a time: who did what with whose data. Holds no content.',
  query: filters.extend({ before: time.min(1).optional() }),
  example: { query: {} },
  reply: auditLogView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const takeAuditLog = route({
  key: 'GET /api/audit/file',
  summary: 'The same entries as a CSV file, newest first, up to 20,000. That it was taken is in the log itself.',
  query: filters,
  example: { query: {} },
  reply: z.string(),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});
