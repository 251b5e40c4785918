import type { Selectable } from 'kysely';
import type { CentreId, PersonId, TeamId } from '@onhook/core/ids';
import type { Db, Tables } from '../store/index.ts';

export type StandInRow = Selectable<Tables['stand_in']>;

/** Teams that this person leads as a stand-in at `now` (epoch milliseconds). */
export const teamsStoodInFor = async (db: Db, centre: CentreId, person: PersonId, now: number): Promise<TeamId[]> => {
  const rows = await db
    .selectFrom('stand_in')
    .innerJoin('team_lead', (join) =>
      join.onRef('team_lead.centre', '=', 'stand_in.centre').onRef('team_lead.person', '=', 'stand_in.lead'),
    )
    .select('team_lead.team')
    .distinct()
    .where('stand_in.centre', '=', centre)
    .where('stand_in.person', '=', person)
    .where('stand_in.from_at', '<=', now)
    .where('stand_in.until_at', '>', now)
    .orderBy('team_lead.team')
    .execute();
  return rows.map(({ team }) => team);
};

/** Stand-ins that end after `now` (epoch milliseconds), in the order they begin. */
export const standInsFrom = (db: Db, centre: CentreId, now: number): Promise<StandInRow[]> =>
  db.selectFrom('stand_in').selectAll().where('centre', '=', centre).where('until_at', '>', now).orderBy('from_at').orderBy('lead').execute();

export const addStandIn = async (trx: Db, standIn: StandInRow): Promise<void> => {
  await trx
    .insertInto('stand_in')
    .values(standIn)
    .onConflict((conflict) => conflict.columns(['centre', 'lead', 'person', 'from_at']).doUpdateSet({ until_at: standIn.until_at }))
    .execute();
};

export const removeStandIn = async (trx: Db, { centre, lead, person, from_at }: Omit<StandInRow, 'until_at'>): Promise<void> => {
  await trx
    .deleteFrom('stand_in')
    .where('centre', '=', centre)
    .where('lead', '=', lead)
    .where('person', '=', person)
    .where('from_at', '=', from_at)
    .execute();
};

export const removeStandInsOf = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx
    .deleteFrom('stand_in')
    .where('centre', '=', centre)
    .where((where) => where.or([where('lead', '=', person), where('person', '=', person)]))
    .execute();
};

/** Stand-ins that are in force at `now` and whose person is active. */
export const standingInNow = (db: Db, centre: CentreId, now: number): Promise<{ lead: PersonId; person: PersonId }[]> =>
  db
    .selectFrom('stand_in')
    .innerJoin('person', (join) => join.onRef('person.centre', '=', 'stand_in.centre').onRef('person.person', '=', 'stand_in.person'))
    .select(['stand_in.lead', 'stand_in.person'])
    .where('stand_in.centre', '=', centre)
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .where('person.active', '=', true)
    .orderBy('stand_in.person')
    .execute();
