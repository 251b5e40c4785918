import { sql, type Insertable, type Selectable } from 'kysely';
import type { CentreId, PersonId, TeamId } from '@onhook/core/ids';
import { takeOver, type Db, type Tables } from '../store/index.ts';

export type PersonRow = Selectable<Tables['person']>;
export type NewPersonRow = Insertable<Tables['person']>;
export type TeamRow = Selectable<Tables['team']>;
export type NewTeamRow = Insertable<Tables['team']>;
export type TeamLeadRow = Selectable<Tables['team_lead']>;

declare const peopleAreHeld: unique symbol;

/** Transaction during which no other one changes people. Only `changePeople` makes one. */
export type PeopleTrx = Db & { readonly [peopleAreHeld]: true };

/**
 * Changes people, their teams or their lines, one change after the other: people that `work` reads stay unchanged until it
 * writes them back, and a name that was free stays free.
 */
export const changePeople = <Result>(db: Db, centre: CentreId, work: (trx: PeopleTrx) => Promise<Result>): Promise<Result> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('onhook people'), hashtext(${centre}))`.execute(trx);
    return work(trx as Db as PeopleTrx);
  });

export const upsertPerson = async (trx: Db, person: NewPersonRow): Promise<void> => {
  const key = ['centre', 'person'] as const;
  await trx
    .insertInto('person')
    .values(person)
    .onConflict((conflict) => conflict.columns(key).doUpdateSet(takeOver(person, [...key, 'created_at'])))
    .execute();
};

export const upsertTeam = async (trx: Db, team: NewTeamRow): Promise<void> => {
  await trx
    .insertInto('team')
    .values(team)
    .onConflict((conflict) => conflict.columns(['centre', 'team']).doUpdateSet(takeOver(team, ['centre', 'team'])))
    .execute();
};

/** Makes exactly these people the team's leads. */
export const setLeads = async (trx: Db, centre: CentreId, team: TeamId, people: readonly PersonId[]): Promise<void> => {
  await trx.deleteFrom('team_lead').where('centre', '=', centre).where('team', '=', team).execute();
  if (people.length === 0) return;
  await trx
    .insertInto('team_lead')
    .values(people.map((person) => ({ centre, team, person })))
    .execute();
};

export const findPerson = (db: Db, centre: CentreId, person: PersonId): Promise<PersonRow | undefined> =>
  db.selectFrom('person').selectAll().where('centre', '=', centre).where('person', '=', person).executeTakeFirst();

/** Finds a person by e-mail address, in capital or small letters. */
export const findPersonByEmail = (db: Db, centre: CentreId, email: string): Promise<PersonRow | undefined> =>
  db
    .selectFrom('person')
    .selectAll()
    .where('centre', '=', centre)
    .where(sql`lower(email)`, '=', sql`lower(${email})`)
    .executeTakeFirst();

/** All people of the centre except deleted ones, by name. */
export const allPeople = (db: Db, centre: CentreId): Promise<PersonRow[]> =>
  db.selectFrom('person').selectAll().where('centre', '=', centre).where('deleted_at', 'is', null).orderBy('name').orderBy('person').execute();

/** Counts the centre's active administrators. */
export const countAdministrators = async (db: Db, centre: CentreId): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from person
    where centre = ${centre} and active and deleted_at is null and roles @> '["admin"]'::jsonb`.execute(db);
  return rows[0]?.count ?? 0;
};

/** Identifiers of all people the centre ever had, deleted ones included, as an identifier is never given twice. */
export const allPersonIds = async (db: Db, centre: CentreId): Promise<PersonId[]> =>
  (await db.selectFrom('person').select('person').where('centre', '=', centre).execute()).map(({ person }) => person);

export const allTeams = (db: Db, centre: CentreId): Promise<TeamRow[]> =>
  db.selectFrom('team').selectAll().where('centre', '=', centre).orderBy('name').orderBy('team').execute();

export const allLeads = (db: Db, centre: CentreId): Promise<TeamLeadRow[]> =>
  db.selectFrom('team_lead').selectAll().where('centre', '=', centre).orderBy('team').orderBy('person').execute();

/** Removes a team; its members are in no team afterwards. */
export const removeTeam = async (trx: Db, centre: CentreId, team: TeamId): Promise<void> => {
  await trx.updateTable('person').set({ team: null }).where('centre', '=', centre).where('team', '=', team).execute();
  await trx.deleteFrom('team').where('centre', '=', centre).where('team', '=', team).execute();
};

export const teamsLedBy = async (db: Db, centre: CentreId, person: PersonId): Promise<TeamId[]> => {
  const rows = await db
    .selectFrom('team_lead')
    .select('team')
    .where('centre', '=', centre)
    .where('person', '=', person)
    .orderBy('team')
    .execute();
  return rows.map(({ team }) => team);
};

/** Adds a team; an existing team keeps its name. */
export const addTeam = async (trx: Db, team: NewTeamRow): Promise<void> => {
  await trx
    .insertInto('team')
    .values(team)
    .onConflict((conflict) => conflict.columns(['centre', 'team']).doNothing())
    .execute();
};

/** Sets the teams that the person leads; other leads of these teams stay. */
export const leadTeams = async (trx: Db, centre: CentreId, person: PersonId, teams: readonly TeamId[]): Promise<void> => {
  await trx.deleteFrom('team_lead').where('centre', '=', centre).where('person', '=', person).execute();
  if (teams.length === 0) return;
  await trx
    .insertInto('team_lead')
    .values(teams.map((team) => ({ centre, team, person })))
    .execute();
};

export interface NamedPerson {
  readonly person: PersonId;
  readonly name: string;
}

/** The names of these people; an identifier that is unknown here is left out. */
export const namesOf = async (db: Db, centre: CentreId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> => {
  if (people.length === 0) return new Map();
  const rows = await db.selectFrom('person').select(['person', 'name']).where('centre', '=', centre).where('person', 'in', people).execute();
  return new Map(rows.map(({ person, name }) => [person, name]));
};

/** People who were deleted before `before` (epoch milliseconds) and still have a row. */
export const leftBefore = async (db: Db, centre: CentreId, before: number): Promise<PersonId[]> =>
  (await db.selectFrom('person').select('person').where('centre', '=', centre).where('deleted_at', '<', before).execute()).map(({ person }) => person);
