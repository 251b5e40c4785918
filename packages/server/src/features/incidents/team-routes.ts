import * as contract from '@onhook/contract';
import { asId, type IncidentId, type TeamId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveAnyone, serveOnRecord } from '../../platform/http/serve.ts';
import { tellCustomers } from './tell-customers.ts';
import { askAboutCustomer, doDuty, incidentsToLeads, openIncident, takeIncident } from '../../platform/access/index.ts';
import { presentOpened, presentReleased } from './views.ts';
import { addDuty, incidentNamed, incidentsToTeams, noteCustomer, removeDuty, signingKeys, type NamedIncidentRow } from './queries.ts';
import { fileOf } from './file-of.ts';

export const teamIncidentsApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config, log } = context;
  const { centre } = config.centre;

  const ofTeams = async (teams: readonly TeamId[], name: string): Promise<NamedIncidentRow> => {
    const row = await incidentNamed(store.db, centre, asId<IncidentId>(name));
    if (!row || !teams.includes(row.team)) throw new Refused('not-found');
    return row;
  };

  serve(doors, context, contract.readTeamIncidents, incidentsToLeads, async (led) => ({
    serverNow: clock.now(),
    takesMeasures: config.customers !== null,
    incidents: (await incidentsToTeams(store.db, centre, led.thing)).map(presentReleased),
  }));

  serveOnRecord(doors, context, contract.openTeamIncident, openIncident, async (led, { params, onRecord }) => {
    const row = await ofTeams(led.thing, params.incident);
    return { recorded: await onRecord([row.person]), reply: presentOpened(row) };
  });

  serveOnRecord(doors, context, contract.tickDuty, doDuty, async (led, { params, body, actor, onRecord }) => {
    const { incident, person } = await ofTeams(led.thing, params.incident);
    const recorded = await store.db.transaction().execute(async (trx) => {
      if (body.done) await addDuty(trx, { centre, incident, duty: params.duty, done_at: clock.now(), done_by: actor.person });
      else await removeDuty(trx, centre, incident, params.duty);
      return onRecord([person], trx);
    });
    return { recorded, reply: presentOpened(await ofTeams(led.thing, incident)) };
  });

  serveOnRecord(doors, context, contract.moveCustomerOn, askAboutCustomer, async (led, { params, body, actor, onRecord }) => {
    const { incident, person, call } = await ofTeams(led.thing, params.incident);
    if (config.customers === null || call === null) throw new Refused('no-longer-possible', 'there is nobody to tell, or no call');
    const recorded = await store.db.transaction().execute(async (trx) => {
      const noted = await noteCustomer(trx, centre, incident, { measure: body.measure, by: actor.person, at: clock.now() });
      if (!noted) throw new Refused('no-longer-possible', 'it was said before');
      return onRecord([person], trx);
    });
    void tellCustomers(context).catch((error: unknown) => log.warn({ err: error }, 'word of a customer could not be sent'));
    return { recorded, reply: presentOpened(await ofTeams(led.thing, incident)) };
  });

  serveOnRecord(doors, context, contract.takeTeamIncident, takeIncident, async (led, { params, query, onRecord }) => {
    const row = await ofTeams(led.thing, params.incident);
    return { recorded: await onRecord([row.person]), reply: await fileOf(context, row, query.language) };
  });

  serveAnyone(
    doors,
    context,
    contract.readSigningKeys,
    async () => ({ keys: (await signingKeys(store.db, centre)).map(({ key, made_at: madeAt }) => ({ key, madeAt })) }),
    { mostAMinute: 60 },
  );
};
