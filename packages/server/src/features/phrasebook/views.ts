import type { TeamPhrase, TeamPhrasesView } from '@onhook/contract';
import type { TeamId } from '@onhook/core/ids';
import type { TeamPhraseRow } from './queries.ts';
import type { TeamRow } from '../../platform/organisation/index.ts';

/** Presents a phrase without its author: phrases belong to the whole team. */
export const toTeamPhrase = (row: TeamPhraseRow): TeamPhrase => ({
  phrase: row.phrase,
  situation: row.situation,
  text: row.text,
  when: row.when_to_use,
  avoid: row.avoid,
});

export const toTeamPhrasesView = (
  shownTeams: readonly TeamId[],
  teams: readonly TeamRow[],
  phrases: readonly TeamPhraseRow[],
): TeamPhrasesView => ({
  teams: teams
    .filter(({ team }) => shownTeams.includes(team))
    .map(({ team, name }) => ({ team, name, phrases: phrases.filter((row) => row.team === team).map(toTeamPhrase) })),
});
