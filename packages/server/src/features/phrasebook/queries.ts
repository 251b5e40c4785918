import type { Selectable } from 'kysely';
import type { CentreId, PersonId, PhraseId, TeamId } from '@onhook/core/ids';
import { takeOver, type Db, type Tables } from '../../platform/store/index.ts';

export type TeamPhraseRow = Selectable<Tables['team_phrase']>;

/** Limit that keeps all phrases of a team on the agent's panel and on one page of a lead. */
const mostPhrasesOfATeam = 500;

/** Adds or replaces a phrase. False when the team has reached the limit. */
export const putTeamPhrase = (db: Db, row: TeamPhraseRow): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { centre, team, phrase } = row;
    // The lock makes two leads who write at the same time wait for each other.
    await trx.selectFrom('team').select('team').where('centre', '=', centre).where('team', '=', team).forUpdate().execute();
    const { others } = await trx
      .selectFrom('team_phrase')
      .select((of) => of.fn.countAll<number>().as('others'))
      .where('centre', '=', centre)
      .where('team', '=', team)
      .where('phrase', '!=', phrase)
      .executeTakeFirstOrThrow();
    if (others >= mostPhrasesOfATeam) return false;
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

/** The phrases that this person wrote, oldest first. */
export const phrasesWrittenBy = (db: Db, centre: CentreId, person: PersonId): Promise<TeamPhraseRow[]> =>
  db
    .selectFrom('team_phrase')
    .selectAll()
    .where('centre', '=', centre)
    .where('written_by', '=', person)
    .orderBy('written_at')
    .orderBy('phrase')
    .execute();
