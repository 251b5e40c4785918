import type { CallFacts } from '@onhook/contract';
import type { CustomerMeasure, Duty, IncidentKind } from '@onhook/core/incident';
import { asId, type CallId, type CentreId, type IncidentId, type PersonId, type TeamId } from '@onhook/core/ids';
import { sql, type JSONColumnType } from 'kysely';
import { example, sqlMigration, table, type SchemaPart } from '../../platform/store/index.ts';

/** An abusive call that an agent has released to their leads. Nothing is stored before the release. */
export interface IncidentTable {
  centre: CentreId;
  incident: IncidentId;
  person: PersonId;
  /** Team whose leads the incident was released to. */
  team: TeamId;
  kind: IncidentKind;
  severity: string;
  happened: string;
  done: string;
  happened_at: number;
  /** The call's id at the phone system; encrypted once the day of the release is over. */
  call: CallId | null;
  leg: number | null;
  facts: JSONColumnType<CallFacts> | null;
  released_at: number;
  customer_measure: CustomerMeasure | null;
  customer_asked_at: number | null;
  customer_asked_by: PersonId | null;
  /** Null until the centre's own system has accepted the notice. */
  customer_told_at: number | null;
}

export interface IncidentDutyTable {
  centre: CentreId;
  incident: IncidentId;
  duty: Duty;
  done_at: number;
  done_by: PersonId;
}

/** Public keys that verify the signed files of this centre. */
export interface SigningKeyTable {
  centre: CentreId;
  key: string;
  made_at: number;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    incident: IncidentTable;
    incident_duty: IncidentDutyTable;
    signing_key: SigningKeyTable;
  }
}

/** Purpose string under which the id of an incident's call is encrypted. */
export const incidentCallPurpose = (incident: IncidentId): string => `call of incident ${incident}`;

const incident = table({
  name: 'incident',
  owner: { people: ['person', 'customer_asked_by'], export: 'view', held: 'incidents' },
  erase: {
    because: 'the person’s own incidents go whole; the measure against a customer of another’s incident stays, without who asked for it',
    anonymise: async (trx, { centre, person }) => {
      await sql`delete from incident where centre = ${centre} and person = ${person}`.execute(trx);
      await sql`update incident set customer_asked_by = null where centre = ${centre} and customer_asked_by = ${person}`.execute(trx);
    },
  },
  retain: { period: 'incidents', since: 'released_at' },
  afterMidnight: {
    // The call's id is encrypted rather than deleted: a measure about its customer still needs it.
    cut: async (trx, day) => {
      const rows = await trx.selectFrom('incident').select(['incident', 'person', 'call']).where('centre', '=', day.centre).where('released_at', '<', day.endAt).where(sql<boolean>`call not like 'sealed:%'`).execute();
      for (const { incident: id, person, call } of rows) {
        if (call === null) continue;
        const sealed = asId<CallId>(day.sealValue(person, incidentCallPurpose(id), call));
        await trx.updateTable('incident').set({ call: sealed }).where('centre', '=', day.centre).where('incident', '=', id).execute();
      }
    },
  },
  backup: { after: ['centre'] },
  example: [
    {
      centre: example.centre,
      incident: asId<IncidentId>('incident-1'),
      person: example.person,
      team: example.team,
      kind: 'threat',
      severity: '',
      happened: 'x',
      done: '',
      happened_at: example.at,
      call: null,
      leg: null,
      facts: null,
      released_at: example.at,
      customer_measure: null,
      customer_asked_at: null,
      customer_asked_by: null,
      customer_told_at: null,
    },
  ],
});

const incidentDuty = table({
  name: 'incident_duty',
  owner: { people: ['done_by'], export: 'view' },
  erase: {
    because: 'a duty owed to another was done; who did it goes',
    anonymise: (trx, { centre, person, alias }) =>
      sql`update incident_duty set done_by = ${alias} where centre = ${centre} and done_by = ${person}`.execute(trx),
  },
  retain: { with: 'incident' },
  backup: { after: ['incident'] },
  example: [
    { centre: example.centre, incident: asId<IncidentId>('incident-1'), duty: 'break-given', done_at: example.at, done_by: example.other },
    { centre: example.centre, incident: asId<IncidentId>('incident-1'), duty: 'followed-up', done_at: example.at, done_by: example.person },
  ],
});

const signingKey = table({
  name: 'signing_key',
  owner: { nobody: 'the centre’s' },
  erase: 'nothing',
  retain: { forever: 'files that were signed with it are checked by it' },
  backup: { after: ['centre'] },
  example: [{ centre: example.centre, key: 'k', made_at: example.at }],
});

/** Released incidents, the centre's duties after them, and the public keys that verify their files. */
export const incidentTables = {
  tables: [incident, incidentDuty, signingKey],
  migrations: {
    // Only released incidents are stored here: a draft is encrypted in its writer's vault.
    '2026-11-22T0800-incidents': sqlMigration(
      `create table incident (
        centre text not null references centre,
        incident text not null,
        person text not null,
        team text not null,
        kind text not null,
        severity text not null,
        happened text not null,
        done text not null,
        happened_at bigint not null,
        call text,
        leg integer,
        facts jsonb,
        released_at bigint not null,
        customer_measure text check (customer_measure in ('moved-on', 'barred')),
        customer_asked_at bigint,
        customer_asked_by text,
        customer_told_at bigint,
        primary key (centre, incident)
      )`,
      `create index incident_person on incident (centre, person, released_at)`,
      `create index incident_team on incident (centre, team, released_at)`,
      `create table incident_duty (
        centre text not null,
        incident text not null,
        duty text not null,
        done_at bigint not null,
        done_by text not null,
        primary key (centre, incident, duty),
        foreign key (centre, incident) references incident on delete cascade
      )`,
      `create table signing_key (
        centre text not null references centre,
        key text not null,
        made_at bigint not null,
        primary key (centre, key)
      )`,
    ),
  },
} satisfies SchemaPart;
