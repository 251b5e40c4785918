import * as contract from '@onhook/contract';
import { asId, type CallId, type IncidentId, type PersonId, type TeamId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { ownIncidents } from '../../platform/access/index.ts';
import { presentCallFacts, presentIncident } from './views.ts';
import { addIncident, findIncident, incidentNamed, incidentsOf } from './queries.ts';
import { callsOfPerson, findCall } from '../../centre/queries/calls.ts';
import { findPerson, leadsOfTeam } from '../../platform/organisation/index.ts';
import { json } from '../../platform/store/index.ts';
import { fileOf } from './file-of.ts';

const backMs = 14 * 24 * 3_600_000;
const mostCalls = 60;

interface SeenBy {
  readonly team: TeamId;
  readonly leads: readonly { readonly person: PersonId; readonly name: string }[];
}

export const ownIncidentsApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;

  /** Null: nobody would. A lead does not release to themself. */
  const whoSees = async (person: PersonId): Promise<SeenBy | null> => {
    const team = (await findPerson(store.db, centre, person))?.team ?? null;
    if (team === null) return null;
    const leads = (await leadsOfTeam(store.db, centre, team)).filter((lead) => lead.person !== person);
    return leads.length === 0 ? null : { team, leads };
  };

  serve(doors, context, contract.readIncidentCalls, ownIncidents, async (own) => {
    const now = clock.now();
    const calls = await callsOfPerson(store.db, centre, own.thing, now - backMs, mostCalls);
    return {
      serverNow: now,
      calls: calls.map((row) => ({ call: row.call, leg: row.leg, facts: presentCallFacts(row) })),
      seenBy: [...((await whoSees(own.thing))?.leads ?? [])],
    };
  });

  serve(doors, context, contract.releaseIncident, ownIncidents, async (own, { body }) => {
    const incident = asId<IncidentId>(body.incident);
    const known = await findIncident(store.db, centre, incident);
    // Told again after its answer was lost on the way: done already.
    if (known?.person === own.thing) return {};
    const seenBy = await whoSees(own.thing);
    const same = seenBy && new Set(body.seenBy).size === seenBy.leads.length && seenBy.leads.every(({ person }) => body.seenBy.includes(person));
    if (!same) throw new Refused('no-longer-possible', 'others would see it by now');
    const call = body.call && (await findCall(store.db, centre, asId<CallId>(body.call.call), body.call.leg));
    if (body.call && call?.person !== own.thing) throw new Refused('not-found', 'no such call');
    const added = await addIncident(store.db, {
      centre,
      incident,
      person: own.thing,
      team: seenBy.team,
      kind: body.kind,
      severity: body.severity,
      happened: body.happened,
      done: body.done,
      happened_at: call?.answered_at ?? body.happenedAt,
      call: call?.call ?? null,
      leg: call?.leg ?? null,
      facts: call ? json(presentCallFacts(call)) : null,
      released_at: clock.now(),
      customer_measure: null,
      customer_asked_at: null,
      customer_asked_by: null,
      customer_told_at: null,
    });
    // The same, sent again before its first was answered.
    if (!added && (await findIncident(store.db, centre, incident))?.person !== own.thing) {
      throw new Refused('no-longer-possible', 'there is another incident of that name');
    }
    return {};
  });

  serve(doors, context, contract.readOwnIncidents, ownIncidents, async (own) => ({
    serverNow: clock.now(),
    incidents: (await incidentsOf(store.db, centre, own.thing)).map(presentIncident),
  }));

  serve(doors, context, contract.takeOwnIncident, ownIncidents, async (own, { params, query }) => {
    const row = await incidentNamed(store.db, centre, asId<IncidentId>(params.incident));
    if (row?.person !== own.thing) throw new Refused('not-found');
    return fileOf(context, row, query.language);
  });
};
