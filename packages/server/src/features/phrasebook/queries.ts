import type { Selectable } from 'kysely';
import type { CentreId, PersonId, PhraseId, TeamId } from '@onhook/core/ids';
import { takeOver, type Db, type Tables } from '../../platform/store/index.ts';

export type TeamPhraseRow = Selectable<Tables['team_phrase']>;

/** Keeps a team's phrases few enough for the agent's panel and for one page of the lead. */
const maxPhrasesPerTeam = 500;

/** Adds or replaces a phrase. False when the team has reached the limit. */
export const putTeamPhrase = (db: Db, row: TeamPhraseRow): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { centre, team, phrase } = row;
    // The lock makes concurrent writers wait, so that they cannot exceed the limit together.
    await trx.selectFrom('team').select('team').where('centre', '=', centre).where('team', '=', team).forUpdate().execute();
    const { others } = await trx
      .selectFrom('team_phrase')
      .select(({ fn }) => fn.countAll<number>().as('others'))
      .where('centre', '=', centre)
      .where('team', '=', team)
      .where('phrase', '!=', phrase)
      .executeTakeFirstOrThrow();
    if (others >= maxPhrasesPerTeam) return false;
    const key = ['centre', 'team', 'phrase'] as const;
    await trx
      .insertInto('team_phrase')
      .values(row)
      .onConflict((conflict) => conflict.columns(key).doUpdateSet(takeOver(row, key)))
      .execute();
    return true;
  });

export const removeTeamPhrase = async (db: Db, centre: CentreId, team: TeamId, phrase: PhraseId): Promise<void> => {
  await db
    .deleteFrom('team_phrase')
    .where('centre', '=', centre)
    .where('team', '=', team)
    .where('phrase', '=', phrase)
    .execute();
};

export const phrasesOfTeams = async (db: Db, centre: CentreId, teams: readonly TeamId[]): Promise<TeamPhraseRow[]> =>
  teams.length === 0
    ? []
    : db
        .selectFrom('team_phrase')
        .selectAll()
        .where('centre', '=', centre)
        .where('team', 'in', teams)
        .orderBy('text')
        .orderBy('phrase')
        .execute();

/** Lists the phrases that this person wrote, oldest first. */
export const phrasesWrittenBy = (db: Db, centre: CentreId, person: PersonId): Promise<TeamPhraseRow[]> =>
  db
    .selectFrom('team_phrase')
    .selectAll()
    .where('centre', '=', centre)
    .where('written_by', '=', person)
    .orderBy('written_at')
    .orderBy('phrase')
    .execute();
