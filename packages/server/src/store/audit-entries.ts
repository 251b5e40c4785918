import { sql, type Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db } from './db.ts';
import type { AuditEntryTable } from './tables.ts';

export type AuditRow = Selectable<AuditEntryTable>;

const rowsAPage = 1000;

/** Whoever else wants to write there waits until this transaction ends. */
export const lockAudit = async (trx: Db, centre: CentreId): Promise<void> => {
  await sql`select from centre where centre = ${centre} for no key update`.execute(trx);
};

export const lastAuditRow = (trx: Db, centre: CentreId): Promise<AuditRow | undefined> =>
  trx.selectFrom('audit_entry').selectAll().where('centre', '=', centre).orderBy('seq', 'desc').limit(1).executeTakeFirst();

export const addAuditRows = async (trx: Db, rows: readonly AuditRow[]): Promise<void> => {
  await trx.insertInto('audit_entry').values([...rows]).execute();
};

/** All of it from the beginning, some at a time. */
export const auditRows = async function* (db: Db, centre: CentreId): AsyncGenerator<AuditRow[]> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('centre', '=', centre)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(rowsAPage)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.seq;
  }
};

export interface NamedAuditRow extends AuditRow {
  readonly actor_name: string | null;
}

/** What was done with what is this person's, or everybody's, before `before`; the newest first. */
export const auditOfPerson = (db: Db, centre: CentreId, person: PersonId, before: number, most: number): Promise<NamedAuditRow[]> =>
  db
    .selectFrom('audit_entry')
    .leftJoin('person', (join) => join.onRef('person.centre', '=', 'audit_entry.centre').onRef('person.person', '=', 'audit_entry.actor'))
    .selectAll('audit_entry')
    .select('person.name as actor_name')
    .where('audit_entry.centre', '=', centre)
    .where((where) => where.or([where('about', '=', person), where('about', 'is', null)]))
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(most)
    .execute();
