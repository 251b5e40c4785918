import type { Situation } from '@onhook/core/phrasebook';
import { asId, type CentreId, type PersonId, type PhraseId, type TeamId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { example, sqlMigration, table, type SchemaPart } from '../../platform/store/index.ts';

export interface TeamPhraseTable {
  centre: CentreId;
  team: TeamId;
  phrase: PhraseId;
  situation: Situation;
  text: string;
  when_to_use: string;
  avoid: string;
  written_by: PersonId;
  written_at: number;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    team_phrase: TeamPhraseTable;
  }
}

const teamPhrase = table({
  name: 'team_phrase',
  owner: { people: ['written_by'], export: 'view', held: 'phrases' },
  erase: {
    because: 'the phrase belongs to its team; only its author is anonymised',
    anonymise: (trx, { centre, person, alias }) =>
      sql`update team_phrase set written_by = ${alias} where centre = ${centre} and written_by = ${person}`.execute(trx),
  },
  retain: { forever: 'until a lead deletes it' },
  backup: { after: ['team'] },
  example: [
    {
      centre: example.centre,
      team: example.team,
      phrase: asId<PhraseId>('w1'),
      situation: 'limit',
      text: 'One at a time, «please» 🙏🏽.',
      when_to_use: '',
      avoid: '',
      written_by: example.person,
      written_at: example.at,
    },
  ],
});

/** The phrases that leads write for their teams. */
export const phrasebookTables = {
  tables: [teamPhrase],
  migrations: {
    '2026-11-22T0020-team-phrases': sqlMigration(
      `create table team_phrase (
            centre text not null,
            team text not null,
            phrase text not null,
            situation text not null,
            text text not null,
            when_to_use text not null,
            avoid text not null,
            written_by text not null,
            written_at bigint not null,
            primary key (centre, team, phrase),
            foreign key (centre, team) references team on delete cascade
          )`,
    ),
  },
} satisfies SchemaPart;
