import * as contract from '@onhook/contract';
import { asId, type CallId, type IncidentId, type PersonId, type TeamId } from '@onhook/core/ids';
import { callsOfPerson, findCall, isHardCall } from '../../centre/queries/calls.ts';
import { pastCallOf, pastCallsOf } from '../../centre/queries/past-calls.ts';
import { actorsOwn, probeCentres, resource } from '../../platform/access/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { findPerson, leadsOfTeam } from '../../platform/organisation/index.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import { Refused } from '../../platform/result.ts';
import { json } from '../../platform/store/index.ts';
import { signedFileOf, type FileDeps } from './signed-file.ts';
import { addIncident, findIncident, findNamedIncident, incidentsOf } from './queries.ts';
import { toCallFacts, toIncidentView } from './views.ts';

interface OwnIncidentDeps extends FileDeps {
  readonly pastDays: Pick<PastDays, 'rowsOf'>;
  readonly config: FileDeps['config'] & { readonly policy: Pick<Config['policy'], 'hardLevel'> };
}

const { route } = routesOf<OwnIncidentDeps>();

const callsPeriodMs = 14 * 24 * 3_600_000;
const maxCalls = 60;

interface Viewers {
  readonly team: TeamId;
  readonly leads: readonly { readonly person: PersonId; readonly name: string }[];
}

/** Finds the leads who would see an incident released by this person; null when there are none. A lead's own incident is shown to the other leads only. */
const findViewers = async ({ store, centre }: FileDeps, person: PersonId): Promise<Viewers | null> => {
  const team = (await findPerson(store.db, centre, person))?.team ?? null;
  if (team === null) return null;
  const leads = (await leadsOfTeam(store.db, centre, team)).filter((lead) => lead.person !== person);
  return leads.length === 0 ? null : { team, leads };
};

/** An agent's own released incidents. The server has no others. */
const ownIncidents = actorsOwn('own-incidents');

const ownIncident = resource('own-incident', async (actor, { params }: { readonly params: { readonly incident: string } }, { store, centre }: FileDeps) => {
  const row = await findNamedIncident(store.db, centre, asId<IncidentId>(params.incident));
  return row?.person === actor.person ? { relation: 'own', resource: row } : null;
});

export const ownIncidentRoutes = [
  route({
    contract: contract.readIncidentCalls,
    access: { about: 'the agent’s own calls in facts, and the leads of their team', allow: { agent: ['own', 'team'] } },
    resource: ownIncidents,
    handler: async ({ resource: me }, { deps }) => {
      const { centre, clock, config, pastDays, store } = deps;
      const now = clock.now();
      const today = await callsOfPerson(store.db, centre, me, now - callsPeriodMs, maxCalls);
      const calls = [...today, ...(await pastCallsOf(store.db, pastDays, me, now - callsPeriodMs))].slice(0, maxCalls);
      return {
        serverNow: now,
        calls: calls.map((row) => ({ call: row.call, leg: row.leg, facts: toCallFacts(row), isHard: isHardCall(row, config.policy.hardLevel) })),
        seenBy: [...((await findViewers(deps, me))?.leads ?? [])],
      };
    },
  }),

  route({
    contract: contract.releaseIncident,
    access: { about: 'an abusive call, recorded and released', allow: { agent: ['own'] } },
    resource: ownIncidents,
    handler: async ({ resource: me }, { body, deps }) => {
      const { centre, clock, pastDays, store } = deps;
      const incident = asId<IncidentId>(body.incident);
      const existing = await findIncident(store.db, centre, incident);
      // A browser that got no reply sends the same release again.
      if (existing?.person === me) return {};
      const viewers = await findViewers(deps, me);
      const isAsConfirmed = viewers && new Set(body.seenBy).size === viewers.leads.length && viewers.leads.every(({ person }) => body.seenBy.includes(person));
      if (!isAsConfirmed) throw new Refused('no-longer-possible', 'the leads who would see it have changed');
      const callRef = body.call && { call: asId<CallId>(body.call.call), leg: body.call.leg };
      const call = callRef && ((await findCall(store.db, centre, callRef.call, callRef.leg)) ?? (await pastCallOf(store.db, pastDays, me, callRef.call, callRef.leg)));
      if (body.call && call?.person !== me) throw new Refused('not-found', 'no such call');
      const added = await addIncident(store.db, {
        centre,
        incident,
        person: me,
        team: viewers.team,
        kind: body.kind,
        severity: body.severity,
        happened: body.happened,
        done: body.done,
        happened_at: call?.answered_at ?? body.happenedAt,
        call: call?.call ?? null,
        leg: call?.leg ?? null,
        facts: call ? json(toCallFacts(call)) : null,
        released_at: clock.now(),
        customer_measure: null,
        customer_asked_at: null,
        customer_asked_by: null,
        customer_told_at: null,
      });
      // The same release may have been added by a request that ran at the same time.
      if (!added && (await findIncident(store.db, centre, incident))?.person !== me) {
        throw new Refused('no-longer-possible', 'another incident has this id');
      }
      return {};
    },
  }),

  route({
    contract: contract.readOwnIncidents,
    access: { about: 'the abusive calls that an agent has released', allow: { agent: ['own'] } },
    resource: ownIncidents,
    handler: async ({ resource: me }, { deps: { centre, clock, store } }) => ({
      serverNow: clock.now(),
      incidents: (await incidentsOf(store.db, centre, me)).map(toIncidentView),
    }),
  }),

  route({
    contract: contract.takeOwnIncident,
    access: { about: 'an incident as a signed file', allow: { agent: ['own'] } },
    resource: ownIncident,
    probes: probeCentres(['maya'], (centre) => ({ params: { incident: `incident-in-${centre}` } })),
    handler: ({ resource: row }, { query, deps }) => signedFileOf(deps, row, query.language),
  }),
] as const;
