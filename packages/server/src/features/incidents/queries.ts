import { sql, type Insertable, type Selectable } from 'kysely';
import type { CentreId, IncidentId, PersonId, TeamId } from '@onhook/core/ids';
import type { CustomerMeasure, Duty } from '@onhook/core/incident';
import type { Db, Tables } from '../../platform/store/index.ts';

export type IncidentRow = Selectable<Tables['incident']>;

export interface NamedDutyRow extends Selectable<Tables['incident_duty']> {
  readonly done_by_name: string | null;
}

/** An incident with its duties and the names of the people in it. */
export interface NamedIncidentRow extends IncidentRow {
  readonly person_name: string;
  readonly customer_asked_by_name: string | null;
  readonly duties: readonly NamedDutyRow[];
}

/** Adds an incident. False when there is already one with this id. */
export const addIncident = async (trx: Db, row: Insertable<Tables['incident']>): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('incident')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};

export const findIncident = (db: Db, centre: CentreId, incident: IncidentId): Promise<IncidentRow | undefined> =>
  db.selectFrom('incident').selectAll().where('centre', '=', centre).where('incident', '=', incident).executeTakeFirst();

type IncidentFilter =
  | { readonly incident: IncidentId }
  | { readonly person: PersonId }
  | { readonly teams: readonly TeamId[] }
  | { readonly handledBy: PersonId };

/** Selects incidents with their duties and the names of the people in them, newest first. */
const selectNamed = async (db: Db, centre: CentreId, filter: IncidentFilter): Promise<NamedIncidentRow[]> => {
  let query = db
    .selectFrom('incident')
    .innerJoin('person', (join) => join.onRef('person.centre', '=', 'incident.centre').onRef('person.person', '=', 'incident.person'))
    .leftJoin('person as asker', (join) =>
      join.onRef('asker.centre', '=', 'incident.centre').onRef('asker.person', '=', 'incident.customer_asked_by'),
    )
    .selectAll('incident')
    .select(['person.name as person_name', 'asker.name as customer_asked_by_name'])
    .where('incident.centre', '=', centre)
    .orderBy('released_at', 'desc')
    .orderBy('incident');
  if ('incident' in filter) query = query.where('incident', '=', filter.incident);
  if ('person' in filter) query = query.where('incident.person', '=', filter.person);
  if ('teams' in filter) query = query.where('incident.team', 'in', filter.teams);
  if ('handledBy' in filter) {
    const by = filter.handledBy;
    query = query.where('incident.person', '<>', by).where(
      sql<boolean>`(incident.customer_asked_by = ${by} or exists (
        select from incident_duty as duty where duty.centre = incident.centre and duty.incident = incident.incident and duty.done_by = ${by}
      ))`,
    );
  }
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const duties = await db
    .selectFrom('incident_duty')
    .leftJoin('person', (join) =>
      join.onRef('person.centre', '=', 'incident_duty.centre').onRef('person.person', '=', 'incident_duty.done_by'),
    )
    .selectAll('incident_duty')
    .select('person.name as done_by_name')
    .where('incident_duty.centre', '=', centre)
    .where('incident', 'in', rows.map(({ incident }) => incident))
    .execute();
  return rows.map((row) => ({ ...row, duties: duties.filter(({ incident }) => incident === row.incident) }));
};

export const findNamedIncident = async (db: Db, centre: CentreId, incident: IncidentId): Promise<NamedIncidentRow | null> =>
  (await selectNamed(db, centre, { incident }))[0] ?? null;

export const incidentsOf = (db: Db, centre: CentreId, person: PersonId): Promise<NamedIncidentRow[]> => selectNamed(db, centre, { person });

/** Incidents of others on which this person did a duty or asked for a measure. */
export const incidentsHandledBy = (db: Db, centre: CentreId, person: PersonId): Promise<NamedIncidentRow[]> =>
  selectNamed(db, centre, { handledBy: person });

export const incidentsToTeams = async (db: Db, centre: CentreId, teams: readonly TeamId[]): Promise<NamedIncidentRow[]> =>
  teams.length === 0 ? [] : selectNamed(db, centre, { teams });

/** Records a duty as done. A duty that is recorded already keeps the person who did it. */
export const addDuty = async (trx: Db, row: Insertable<Tables['incident_duty']>): Promise<void> => {
  await trx.insertInto('incident_duty').values(row).onConflict((conflict) => conflict.doNothing()).execute();
};

export const removeDuty = async (trx: Db, centre: CentreId, incident: IncidentId, duty: Duty): Promise<void> => {
  await trx.deleteFrom('incident_duty').where('centre', '=', centre).where('incident', '=', incident).where('duty', '=', duty).execute();
};

/** Stores the measure against the customer. False when the incident has one already, or does not exist. */
export const setCustomerMeasure = async (
  trx: Db,
  centre: CentreId,
  incident: IncidentId,
  { measure, by, at }: { readonly measure: CustomerMeasure; readonly by: PersonId; readonly at: number },
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('incident')
    .set({ customer_measure: measure, customer_asked_at: at, customer_asked_by: by })
    .where('centre', '=', centre)
    .where('incident', '=', incident)
    .where('customer_measure', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
};

/** Finds incidents with a customer measure that the centre's own system has not accepted yet, oldest first. */
export const customersToNotify = (db: Db, centre: CentreId): Promise<IncidentRow[]> =>
  db
    .selectFrom('incident')
    .selectAll()
    .where('centre', '=', centre)
    .where('customer_measure', 'is not', null)
    .where('customer_told_at', 'is', null)
    .orderBy('customer_asked_at')
    .execute();

export const recordCustomerNotified = async (db: Db, centre: CentreId, incident: IncidentId, at: number): Promise<void> => {
  await db.updateTable('incident').set({ customer_told_at: at }).where('centre', '=', centre).where('incident', '=', incident).execute();
};

export const addSigningKey = async (db: Db, centre: CentreId, key: string, at: number): Promise<void> => {
  await db.insertInto('signing_key').values({ centre, key, made_at: at }).onConflict((conflict) => conflict.doNothing()).execute();
};

export const signingKeys = (db: Db, centre: CentreId): Promise<{ key: string; made_at: number }[]> =>
  db.selectFrom('signing_key').select(['key', 'made_at']).where('centre', '=', centre).orderBy('made_at').orderBy('key').execute();
