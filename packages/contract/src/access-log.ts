import { z } from 'zod';
import { route } from './route.ts';
import { role } from './session.ts';

/**
 * Deeds with another person's data that this person can read about afterwards.
 *
 * line-matched: changed which person a line belongs to · line-released: ended the pause of a line · person-changed: changed the name, roles,
 * team or lines by which the centre knows somebody · link-made: made a link that signs in as them · all-copied: wrote a backup
 * of everything · incident-opened, incident-taken, incident-duty, incident-customer: opened an incident they released, took it
 * away as a file, ticked a duty owed for it, told another system what to do about its customer · person-erased: erased
 * somebody · people-imported, directory-changed, provider-changed: changed people by a file, by a directory, by the claims of a sign-in
 * provider · team-changed: changed a team they are
 * in, its lead or its stand-in · share-opened: opened what they shared · retained: deleted data whose kept period was over · time-given: gave
 * them time away from the line that they had asked for, or took it back · schedule-taken: took a file of who was away from
 * their line when · data-exported: exported their own data, in which something of the reader is shown · policy-changed: started the server with other minutes, answering times or kept periods ·
 * log-taken: took a file of the audit log.
 */
export const auditActions = [
  'line-matched',
  'line-released',
  'person-changed',
  'link-made',
  'all-copied',
  'incident-opened',
  'incident-taken',
  'incident-duty',
  'incident-customer',
  'person-erased',
  'people-imported',
  'directory-changed',
  'provider-changed',
  'team-changed',
  'share-opened',
  'retained',
  'time-given',
  'schedule-taken',
  'policy-changed',
  'data-exported',
  'log-taken',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Doers without a role: the server's command line, a directory, the sign-in provider, the person themself, and the retention rules. */
const auditActors = ['command-line', 'directory', 'provider', 'themself', 'retention'] as const;
export type AuditActor = (typeof auditActors)[number];

/** Role or kind of the doer of an entry. */
export const auditDoer = z.union([role, z.enum(auditActors)]);

const look = z.object({
  seq: z.int(),
  at: z.int(),
  /** Name of the doer; null when Onhook doesn't know the person, as with a command at the server itself. */
  by: z.string().nullable(),
  as: auditDoer,
  deed: z.enum(auditActions),
  /** True when the deed was about all people of the centre, not about this person alone. */
  everybody: z.boolean(),
});
export type Look = z.infer<typeof look>;

export const accessLogView = z.object({
  serverNow: z.int(),
  /** Newest first. */
  looks: z.array(look),
  /** Value of `before` for the next page; null on the last page. */
  next: z.int().nullable(),
});
export type AccessLogView = z.infer<typeof accessLogView>;

export const readAccessLog = route({
  key: 'GET /api/looks',
  summary: 'Who looked at, or changed, what is mine; from the audit log.',
  query: z.object({ before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional() }),
  example: { query: {} },
  reply: accessLogView,
  errors: ['bad-input', 'not-signed-in', 'store-unavailable'],
});
