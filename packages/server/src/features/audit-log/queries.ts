import type { AuditAction } from '@onhook/contract';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { sql, type RawBuilder } from 'kysely';
import type { AuditRow } from '../../platform/audit/index.ts';
import type { Db } from '../../platform/store/index.ts';

/** Filters of the audit log. An absent filter matches every entry. */
export interface AuditFilters {
  readonly deed?: AuditAction | undefined;
  readonly by?: PersonId | undefined;
  readonly about?: PersonId | undefined;
  readonly fromAt?: number | undefined;
  readonly untilAt?: number | undefined;
  /** Matches entries with a smaller sequence number. */
  readonly before?: number | undefined;
}

export interface AuditRowWithNames extends AuditRow {
  readonly actor_name: string | null;
  readonly about_name: string | null;
}

const pseudonymOf = (centre: CentreId, person: PersonId): RawBuilder<string> => sql`(select mark from person where centre = ${centre} and person = ${person})`;

/**
 * Finds entries of the audit log, newest first.
 *
 * @param actionsWithName actions whose entries show the person that they are about. A filter by `about` finds these alone
 * @param limit largest number of entries
 */
export const findAuditEntries = (
  db: Db,
  centre: CentreId,
  { deed, by, about, fromAt, untilAt, before }: AuditFilters,
  actionsWithName: readonly AuditAction[],
  limit: number,
): Promise<AuditRowWithNames[]> => {
  let query = db
    .selectFrom('audit_entry')
    .leftJoin('person as actor_person', (join) => join.onRef('actor_person.centre', '=', 'audit_entry.centre').onRef('actor_person.mark', '=', 'audit_entry.actor'))
    .leftJoin('person as about_person', (join) => join.onRef('about_person.centre', '=', 'audit_entry.centre').onRef('about_person.mark', '=', 'audit_entry.about'))
    .selectAll('audit_entry')
    .select(['actor_person.name as actor_name', 'about_person.name as about_name'])
    .where('audit_entry.centre', '=', centre);
  if (deed !== undefined) query = query.where('deed', '=', deed);
  if (by !== undefined) query = query.where('actor', '=', pseudonymOf(centre, by));
  if (about !== undefined) query = query.where('about', '=', pseudonymOf(centre, about)).where('deed', 'in', actionsWithName);
  if (fromAt !== undefined) query = query.where('at', '>=', fromAt);
  if (untilAt !== undefined) query = query.where('at', '<', untilAt);
  if (before !== undefined) query = query.where('seq', '<', before);
  return query.orderBy('seq', 'desc').limit(limit).execute();
};
