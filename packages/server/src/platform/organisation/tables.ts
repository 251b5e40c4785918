import type { Role } from '@onhook/contract';
import { asId, type CentreId, type PersonId, type SiteId, type TeamId } from '@onhook/core/ids';
import { example, table, type Json, type MayBeLeftOut, type SchemaPart } from '../store/index.ts';

export interface CentreTable {
  centre: CentreId;
  name: string;
  timezone: string;
  policy: Json<object>;
  created_at: number;
}

export interface SiteTable {
  centre: CentreId;
  site: SiteId;
  name: string;
}

export interface TeamTable {
  centre: CentreId;
  team: TeamId;
  name: string;
  site: MayBeLeftOut<SiteId>;
  /** Identifier of the team in a directory (SCIM). */
  external_id: MayBeLeftOut<string>;
}

export interface PersonTable {
  centre: CentreId;
  person: PersonId;
  name: string;
  email: string | null;
  roles: Json<Role[]>;
  team: TeamId | null;
  active: boolean;
  created_at: number;
  /** Sign-in name in a directory (SCIM); `external_id` is the person's identifier there. */
  user_name: MayBeLeftOut<string>;
  external_id: MayBeLeftOut<string>;
  /** Pseudonym in the audit log. Erasing the person removes it. */
  mark: MayBeLeftOut<string>;
  /** Time of deletion. The row stays without a name, as other rows refer to it. */
  deleted_at: MayBeLeftOut<number>;
}

export interface TeamLeadTable {
  centre: CentreId;
  team: TeamId;
  person: PersonId;
}

/** Period in which `person` leads the teams of `lead` as a stand-in. */
export interface StandInTable {
  centre: CentreId;
  lead: PersonId;
  person: PersonId;
  from_at: number;
  until_at: number;
}

declare module '../store/table.ts' {
  interface Tables {
    centre: CentreTable;
    site: SiteTable;
    team: TeamTable;
    person: PersonTable;
    team_lead: TeamLeadTable;
    stand_in: StandInTable;
  }
}

const centre = table({
  name: 'centre',
  owner: { nobody: 'the centre itself' },
  erase: 'nothing',
  retain: { forever: 'the centre itself' },
  backup: { after: [] },
  example: [{ centre: example.centre, name: 'Nörd "x"\n', timezone: 'UTC', policy: { a: [1] }, created_at: example.at }],
});

const site = table({
  name: 'site',
  owner: { nobody: 'places' },
  erase: 'nothing',
  retain: { forever: 'administrators remove it' },
  backup: { after: ['centre'] },
  example: [{ centre: example.centre, site: asId<SiteId>('harbour'), name: 'Harbour' }],
});

const team = table({
  name: 'team',
  owner: { nobody: 'teams by name; the people in them have their own rows' },
  erase: 'nothing',
  retain: { forever: 'administrators remove it' },
  backup: { after: ['centre', 'site'] },
  example: [{ centre: example.centre, team: example.team, name: 'Blue', site: asId<SiteId>('harbour'), external_id: null }],
});

const named = { centre: example.centre, name: 'Ada', email: null, team: example.team, active: true, created_at: example.at, user_name: null, external_id: null, deleted_at: null };

const person = table({
  name: 'person',
  owner: {
    people: ['person'],
    export: { columns: ['person', 'name', 'email', 'roles', 'team', 'active', 'created_at', 'user_name', 'external_id', 'deleted_at'] },
  },
  erase: 'delete',
  retain: { period: 'left', since: 'deleted_at', by: 'erasure' },
  backup: { after: ['centre', 'team'] },
  example: [
    { ...named, person: example.person, roles: ['agent'], mark: 'mark-of-ada' },
    { ...named, person: example.other, roles: ['agent'], mark: 'mark-of-another' },
  ],
});

const teamLead = table({
  name: 'team_lead',
  owner: { people: ['person'], export: { columns: ['team', 'person'] } },
  erase: 'delete',
  retain: { with: 'person' },
  backup: { after: ['team', 'person'] },
  example: [{ centre: example.centre, team: example.team, person: example.person }],
});

const standIn = table({
  name: 'stand_in',
  owner: { people: ['lead', 'person'], export: { columns: ['lead', 'person', 'from_at', 'until_at'] } },
  erase: 'delete',
  retain: { with: 'person' },
  backup: { after: ['person'] },
  example: [{ centre: example.centre, lead: example.person, person: example.other, from_at: example.at, until_at: example.at + 1 }],
});

/** The centre, its sites, teams and people. */
export const organisationTables = {
  tables: [centre, site, team, person, teamLead, standIn],
} satisfies SchemaPart;
