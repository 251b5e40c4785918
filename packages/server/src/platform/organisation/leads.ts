import type { CentreId, PersonId, TeamId } from '@onhook/core/ids';
import type { Db } from '../store/index.ts';
import type { NamedPerson } from './people.ts';

/** The active leads of the person's team, by name; none for a person without a team. A lead is not their own lead. */
export const leadsOf = (db: Db, centre: CentreId, person: PersonId): Promise<NamedPerson[]> =>
  db
    .selectFrom('person as own')
    .innerJoin('team_lead', (join) => join.onRef('team_lead.centre', '=', 'own.centre').onRef('team_lead.team', '=', 'own.team'))
    .innerJoin('person as lead', (join) => join.onRef('lead.centre', '=', 'team_lead.centre').onRef('lead.person', '=', 'team_lead.person'))
    .select(['lead.person', 'lead.name'])
    .where('own.centre', '=', centre)
    .where('own.person', '=', person)
    .where('lead.person', '<>', person)
    .where('lead.active', '=', true)
    .orderBy('lead.name')
    .orderBy('lead.person')
    .execute();

/** The active leads of a team, by name. */
export const leadsOfTeam = (db: Db, centre: CentreId, team: TeamId): Promise<NamedPerson[]> =>
  db
    .selectFrom('team_lead')
    .innerJoin('person', (join) => join.onRef('person.centre', '=', 'team_lead.centre').onRef('person.person', '=', 'team_lead.person'))
    .select(['person.person', 'person.name'])
    .where('team_lead.centre', '=', centre)
    .where('team_lead.team', '=', team)
    .where('person.active', '=', true)
    .orderBy('person.name')
    .orderBy('person.person')
    .execute();
