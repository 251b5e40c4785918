import * as contract from '@onhook/contract';
import { asId, type IncidentId, type TimeGrantId } from '@onhook/core/ids';
import type { Logger } from 'pino';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { ofLedTeams, probeCentres, resource, type RoleAccess } from '../../platform/access/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused } from '../../platform/result.ts';
import { signedFileOf, type FileDeps } from './signed-file.ts';
import { addDuty, findNamedIncident, incidentsToTeams, setCustomerMeasure, removeDuty, signingKeys, type NamedIncidentRow } from './queries.ts';
import { toOpenedIncident, toTeamIncident } from './views.ts';

interface TeamIncidentDeps extends FileDeps {
  readonly config: Pick<Config, 'centre' | 'customers' | 'dataFolder' | 'publicUrl'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly notifyCustomers: () => Promise<void>;
  readonly runtime: Pick<CentreRuntime, 'submit'>;
}

const { route, auditedRoute, publicRoute } = routesOf<TeamIncidentDeps>();

/** An incident that was released to the leads of a team the actor leads. */
const releasedIncident = resource(
  'released-incident',
  async (actor, { params }: { readonly params: { readonly incident: string } }, { store, centre }: TeamIncidentDeps) => {
    const row = await findNamedIncident(store.db, centre, asId<IncidentId>(params.incident));
    return row && actor.leads.includes(row.team) ? { relation: 'shared', resource: row } : null;
  },
);

const allow: RoleAccess['allow'] = { lead: ['shared'], 'lead of another team': [] };
const forLea = probeCentres(['lea'], (centre) => ({ params: { incident: `incident-in-${centre}` } }));

/** Reads the incident again after a change. */
const reread = async ({ store, centre }: TeamIncidentDeps, { incident }: NamedIncidentRow) => {
  const row = await findNamedIncident(store.db, centre, incident);
  if (!row) throw new Refused('not-found');
  return toOpenedIncident(row);
};

export const teamIncidentRoutes = [
  route({
    contract: contract.readTeamIncidents,
    access: { about: 'the agents who released an incident to the leads of a team', allow },
    resource: ofLedTeams('led-teams', 'shared'),
    handler: async ({ resource: teams }, { deps: { centre, clock, config, store } }) => ({
      serverNow: clock.now(),
      takesMeasures: config.customers !== null,
      incidents: (await incidentsToTeams(store.db, centre, teams)).map(toTeamIncident),
    }),
  }),

  auditedRoute({
    contract: contract.openTeamIncident,
    access: { about: 'an incident that was released', allow, audit: 'incident-opened' },
    resource: releasedIncident,
    probes: forLea,
    handler: async ({ resource: row }, { audit }) => ({ recorded: await audit([row.person]), reply: toOpenedIncident(row) }),
  }),

  auditedRoute({
    contract: contract.tickDuty,
    access: { about: 'a duty of the centre after an incident', allow, audit: 'incident-duty' },
    resource: releasedIncident,
    probes: forLea,
    handler: async ({ resource: row }, { params, body, actor, audit, deps }) => {
      const { store, centre, clock } = deps;
      const { incident, person } = row;
      const recorded = await store.db.transaction().execute(async (trx) => {
        if (body.done) await addDuty(trx, { centre, incident, duty: params.duty, done_at: clock.now(), done_by: actor.person });
        else await removeDuty(trx, centre, incident, params.duty);
        return audit([person], trx);
      });
      return { recorded, reply: await reread(deps, row) };
    },
  }),

  auditedRoute({
    contract: contract.giveIncidentBreak,
    access: { about: 'the break that is owed after an incident', allow, audit: 'time-given' },
    resource: releasedIncident,
    probes: forLea,
    handler: async ({ resource: row }, { body, actor, audit, deps }) => {
      const { store, centre, clock, runtime } = deps;
      const { incident, person } = row;
      const granted = await runtime.submit(person, { kind: 'given', gift: asId<TimeGrantId>(body.gift), ms: body.minutes * 60_000, untilEndOfDay: false });
      if (granted.kind !== 'done') throw new Refused('no-longer-possible', 'there is no line to pause');
      const recorded = await store.db.transaction().execute(async (trx) => {
        await addDuty(trx, { centre, incident, duty: 'break-given', done_at: clock.now(), done_by: actor.person });
        return audit([person], trx);
      });
      return { recorded, reply: await reread(deps, row) };
    },
  }),

  auditedRoute({
    contract: contract.moveCustomerOn,
    access: { about: 'a measure about a customer, sent to the centre’s own system', allow, audit: 'incident-customer' },
    resource: releasedIncident,
    probes: forLea,
    handler: async ({ resource: row }, { body, actor, audit, deps }) => {
      const { store, centre, clock, config, log, notifyCustomers } = deps;
      const { incident, person, call } = row;
      if (config.customers === null || call === null) throw new Refused('no-longer-possible', 'no system is configured, or there was no call');
      const recorded = await store.db.transaction().execute(async (trx) => {
        const isSet = await setCustomerMeasure(trx, centre, incident, { measure: body.measure, by: actor.person, at: clock.now() });
        if (!isSet) throw new Refused('no-longer-possible', 'a measure was chosen before');
        return audit([person], trx);
      });
      void notifyCustomers().catch((error: unknown) => log.warn({ err: error }, 'a customer measure could not be sent'));
      return { recorded, reply: await reread(deps, row) };
    },
  }),

  auditedRoute({
    contract: contract.takeTeamIncident,
    access: { about: 'an incident as a signed file', allow, audit: 'incident-taken' },
    resource: releasedIncident,
    probes: forLea,
    handler: async ({ resource: row }, { query, audit, deps }) => ({
      recorded: await audit([row.person]),
      reply: await signedFileOf(deps, row, query.language),
    }),
  }),

  publicRoute({
    contract: contract.readSigningKeys,
    access: { about: 'the public keys that files are signed with', open: 'nothing' },
    maxPerMinute: 60,
    handler: async ({ deps: { store, centre } }) => ({
      keys: (await signingKeys(store.db, centre)).map(({ key, made_at: madeAt }) => ({ key, madeAt })),
    }),
  }),
] as const;
