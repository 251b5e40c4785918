import type { AuditAction } from '@onhook/contract';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { sql, type RawBuilder } from 'kysely';
import type { AuditRow } from '../../platform/audit/index.ts';
import type { Db } from '../../platform/store/index.ts';

/** Filters of the audit log; those that are left out let every entry through. */
export interface AuditFilters {
  readonly deed?: AuditAction | undefined;
  readonly by?: PersonId | undefined;
  readonly about?: PersonId | undefined;
  readonly fromAt?: number | undefined;
  readonly untilAt?: number | undefined;
  /** Only entries with a smaller number. */
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
 * @param namedDeeds deeds whose entries name the person they are about; a filter by that person finds these alone
 * @param most largest number of entries
 */
export const findAuditEntries = (
  db: Db,
  centre: CentreId,
  { deed, by, about, fromAt, untilAt, before }: AuditFilters,
  namedDeeds: readonly AuditAction[],
  most: number,
): Promise<AuditRowWithNames[]> => {
  let query = db
    .selectFrom('audit_entry')
    .leftJoin('person as doer', (join) => join.onRef('doer.centre', '=', 'audit_entry.centre').onRef('doer.mark', '=', 'audit_entry.actor'))
    .leftJoin('person as owner', (join) => join.onRef('owner.centre', '=', 'audit_entry.centre').onRef('owner.mark', '=', 'audit_entry.about'))
    .selectAll('audit_entry')
    .select(['doer.name as actor_name', 'owner.name as about_name'])
    .where('audit_entry.centre', '=', centre);
  if (deed !== undefined) query = query.where('deed', '=', deed);
  if (by !== undefined) query = query.where('actor', '=', pseudonymOf(centre, by));
  if (about !== undefined) query = query.where('about', '=', pseudonymOf(centre, about)).where('deed', 'in', namedDeeds);
  if (fromAt !== undefined) query = query.where('at', '>=', fromAt);
  if (untilAt !== undefined) query = query.where('at', '<', untilAt);
  if (before !== undefined) query = query.where('seq', '<', before);
  return query.orderBy('seq', 'desc').limit(most).execute();
};
