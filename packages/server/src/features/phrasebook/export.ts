import type { ExportPart } from '../my-data/index.ts';
import { phrasesWrittenBy } from './queries.ts';
import { toTeamPhrase } from './views.ts';

/** The phrases that the person wrote for teams. */
export const phraseExport: ExportPart = {
  name: 'phrases',
  tables: ['team_phrase'],
  read: async ({ db, centre }, person) => ({
    rows: (await phrasesWrittenBy(db, centre, person)).map((row) => ({ team: row.team, ...toTeamPhrase(row), writtenAt: row.written_at })),
    about: [],
  }),
};
