import {
  addStandIn as addStandInRoute,
  removeSite as removeSiteRoute,
  removeStandIn as removeStandInRoute,
  removeTeam as removeTeamRoute,
  writeSite,
  writeTeam,
} from '@onhook/contract';
import { asId, type PersonId, type SiteId, type TeamId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../http/serve.ts';
import { administration } from '../../policies/index.ts';
import {
  addStandIn,
  allPeople,
  allSites,
  allTeams,
  removeSite,
  removeStandIn,
  removeTeam,
  setLeads,
  upsertSite,
  upsertTeam,
  type Db,
} from '../../store/index.ts';

export const teamsApi = (doors: Doors, context: AppContext): void => {
  const { store, config } = context;
  const { centre } = config.centre;
  const change = async (work: (trx: Db) => Promise<void>): Promise<Record<string, never>> => {
    await store.db.transaction().execute(work);
    await context.peopleChanged();
    return {};
  };
  const refuseUnlessPeople = async (trx: Db, wanted: readonly string[]): Promise<void> => {
    const known = new Set<string>((await allPeople(trx, centre)).map(({ person }) => person));
    if (wanted.some((person) => !known.has(person))) throw new Refused('not-found', 'no such person');
  };

  serve(doors, context, writeTeam, administration, (_admin, { params, body }) =>
    change(async (trx) => {
      const team = asId<TeamId>(params.team);
      const others = (await allTeams(trx, centre)).filter((other) => other.team !== team);
      if (others.some((other) => other.name.toLowerCase() === body.name.toLowerCase())) throw new Refused('no-longer-possible', 'another team is called that');
      if (body.site !== null && !(await allSites(trx, centre)).some(({ site }) => site === body.site)) throw new Refused('not-found', 'no such site');
      await refuseUnlessPeople(trx, body.leads);
      await upsertTeam(trx, { centre, team, name: body.name, site: body.site === null ? null : asId<SiteId>(body.site) });
      await setLeads(trx, centre, team, [...new Set(body.leads)].map((person) => asId<PersonId>(person)));
    }),
  );
  serve(doors, context, removeTeamRoute, administration, (_admin, { params }) => change((trx) => removeTeam(trx, centre, asId<TeamId>(params.team))));
  serve(doors, context, writeSite, administration, (_admin, { params, body }) =>
    change((trx) => upsertSite(trx, { centre, site: asId<SiteId>(params.site), name: body.name })),
  );
  serve(doors, context, removeSiteRoute, administration, (_admin, { params }) => change((trx) => removeSite(trx, centre, asId<SiteId>(params.site))));
  serve(doors, context, addStandInRoute, administration, (_admin, { body }) =>
    change(async (trx) => {
      await refuseUnlessPeople(trx, [body.lead, body.person]);
      const { lead, person, fromAt, untilAt } = body;
      await addStandIn(trx, { centre, lead: asId<PersonId>(lead), person: asId<PersonId>(person), from_at: fromAt, until_at: untilAt });
    }),
  );
  serve(doors, context, removeStandInRoute, administration, (_admin, { body: { lead, person, fromAt } }) =>
    change((trx) => removeStandIn(trx, { centre, lead: asId<PersonId>(lead), person: asId<PersonId>(person), from_at: fromAt })),
  );
};
