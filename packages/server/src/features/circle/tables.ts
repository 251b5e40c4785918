import type { CentreId, PersonId } from '@onhook/core/ids';
import { example, sqlMigration, table, type SchemaPart } from '../../platform/store/index.ts';

/** Invitation of one agent to another to be in each other's circle. */
export interface CircleLinkTable {
  centre: CentreId;
  asker: PersonId;
  asked: PersonId;
  state: 'asked' | 'agreed' | 'declined';
  withdrawn: boolean;
  asked_at: number;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    circle_tie: CircleLinkTable;
  }
}

const circleLink = table({
  name: 'circle_tie',
  owner: { people: ['asker', 'asked'], export: 'view', held: 'circle' },
  erase: 'delete',
  retain: { with: 'person' },
  backup: { after: ['person'] },
  example: [{ centre: example.centre, asker: example.person, asked: example.other, state: 'asked', withdrawn: false, asked_at: example.at }],
});

/** Links between agents who are in each other's circle, or were invited to be. */
export const circleTables = {
  tables: [circleLink],
  migrations: {
    '2026-11-22T0030-circle': sqlMigration(
      `create table circle_tie (
        centre text not null,
        asker text not null,
        asked text not null,
        state text not null check (state in ('asked', 'agreed', 'declined')),
        withdrawn boolean not null,
        asked_at bigint not null,
        primary key (centre, asker, asked),
        foreign key (centre, asker) references person on delete cascade,
        foreign key (centre, asked) references person on delete cascade,
        check (asker <> asked)
      )`,
      `create index circle_tie_asked on circle_tie (centre, asked)`,
    ),
  },
} satisfies SchemaPart;
