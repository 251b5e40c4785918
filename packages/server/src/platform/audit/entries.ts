import { sql, type Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { inBatches, type Db, type Tables } from '../store/index.ts';

export type AuditRow = Selectable<Tables['audit_entry']>;

const rowsAPage = 1000;

/** Locks the centre's audit log: other writers wait until this transaction ends. */
export const lockAudit = async (trx: Db, centre: CentreId): Promise<void> => {
  await sql`select from centre where centre = ${centre} for no key update`.execute(trx);
};

/** The pseudonyms by which the audit log names these people; an unknown person has none. */
export const auditPseudonyms = async (trx: Db, centre: CentreId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> => {
  if (people.length === 0) return new Map();
  const { rows } = await sql<{ person: PersonId; mark: string }>`
    select person, mark from person where centre = ${centre} and mark is not null and person = any(${[...people]}::text[])`.execute(trx);
  return new Map(rows.map(({ person, mark }) => [person, mark]));
};

export const lastAuditRow = (trx: Db, centre: CentreId): Promise<AuditRow | undefined> =>
  trx.selectFrom('audit_entry').selectAll().where('centre', '=', centre).orderBy('seq', 'desc').limit(1).executeTakeFirst();

export const addAuditRows = async (trx: Db, rows: readonly AuditRow[]): Promise<void> => {
  await inBatches(rows, (batch) => trx.insertInto('audit_entry').values(batch).execute());
};

/** Reads the audit log in pages, from the entry after the number `from` to its end. */
export const auditRows = async function* (db: Db, centre: CentreId, from = 0): AsyncGenerator<AuditRow[], undefined> {
  for (let after = from; ; ) {
    const rows = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('centre', '=', centre)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(rowsAPage)
      .execute();
    const last = rows.at(-1);
    if (!last) return undefined;
    yield rows;
    after = last.seq;
  }
};

export interface NamedAuditRow extends AuditRow {
  readonly actor_name: string | null;
}

/** Entries about this person or about everyone, with a number below `before`; newest first, at most `most`. */
export const auditOfPerson = (db: Db, centre: CentreId, person: PersonId, before: number, most: number): Promise<NamedAuditRow[]> =>
  db
    .selectFrom('audit_entry')
    .leftJoin('person', (join) => join.onRef('person.centre', '=', 'audit_entry.centre').onRef('person.mark', '=', 'audit_entry.actor'))
    .selectAll('audit_entry')
    .select('person.name as actor_name')
    .where('audit_entry.centre', '=', centre)
    .where((where) => where.or([where('about', '=', sql<string>`(select mark from person where centre = ${centre} and person = ${person})`), where('about', 'is', null)]))
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(most)
    .execute();
