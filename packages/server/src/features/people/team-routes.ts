import {
  addStandIn as addStandInRoute,
  removeSite as removeSiteRoute,
  removeStandIn as removeStandInRoute,
  removeTeam as removeTeamRoute,
  writeSite,
  writeTeam,
} from '@onhook/contract';
import { asId, type PersonId, type SiteId, type TeamId } from '@onhook/core/ids';
import type { Recorded } from '../../platform/audit/index.ts';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveOnRecord, type Told } from '../../platform/http/serve.ts';
import { administration, whoLeadsWhom } from '../../platform/access/index.ts';
import {
  addStandIn,
  allLeads,
  allPeople,
  allSites,
  allTeams,
  changePeople,
  removeSite,
  removeStandIn,
  removeTeam,
  setLeads,
  upsertSite,
  upsertTeam,
  type PeopleTrx,
} from '../../platform/organisation/index.ts';
import type { Db } from '../../platform/store/index.ts';

export const teamsApi = (doors: Doors, context: AppContext): void => {
  const { store, config } = context;
  const { centre } = config.centre;
  const change = async (work: (trx: PeopleTrx) => Promise<void>): Promise<Record<string, never>> => {
    await changePeople(store.db, centre, work);
    await context.peopleChanged();
    return {};
  };
  const refuseUnlessPeople = async (trx: Db, wanted: readonly string[]): Promise<void> => {
    const known = new Set<string>((await allPeople(trx, centre)).map(({ person }) => person));
    if (wanted.some((person) => !known.has(person))) throw new Refused('not-found', 'no such person');
  };

  /** Who is in it, and who leads it. */
  const peopleOf = async (trx: Db, team: TeamId): Promise<PersonId[]> => [
    ...(await allPeople(trx, centre)).filter((one) => one.team === team).map(({ person }) => person),
    ...(await allLeads(trx, centre)).filter((lead) => lead.team === team).map(({ person }) => person),
  ];
  /** The same, on the record of those whom it concerns. */
  const changeOf = async (work: (trx: PeopleTrx) => Promise<Recorded>): Promise<Told<Record<string, never>>> => {
    const recorded = await changePeople(store.db, centre, work);
    await context.peopleChanged();
    return { recorded, reply: {} };
  };

  serveOnRecord(doors, context, writeTeam, whoLeadsWhom, (_admin, { params, body, onRecord }) =>
    changeOf(async (trx) => {
      const team = asId<TeamId>(params.team);
      const others = (await allTeams(trx, centre)).filter((other) => other.team !== team);
      if (others.some((other) => other.name.toLowerCase() === body.name.toLowerCase())) throw new Refused('no-longer-possible', 'another team is called that');
      if (body.site !== null && !(await allSites(trx, centre)).some(({ site }) => site === body.site)) throw new Refused('not-found', 'no such site');
      await refuseUnlessPeople(trx, body.leads);
      const before = await peopleOf(trx, team);
      await upsertTeam(trx, { centre, team, name: body.name, site: body.site === null ? null : asId<SiteId>(body.site) });
      await setLeads(trx, centre, team, [...new Set(body.leads)].map((person) => asId<PersonId>(person)));
      return onRecord([...before, ...(await peopleOf(trx, team))], trx);
    }),
  );
  serveOnRecord(doors, context, removeTeamRoute, whoLeadsWhom, (_admin, { params, onRecord }) =>
    changeOf(async (trx) => {
      const team = asId<TeamId>(params.team);
      const before = await peopleOf(trx, team);
      await removeTeam(trx, centre, team);
      return onRecord(before, trx);
    }),
  );
  serve(doors, context, writeSite, administration, (_admin, { params, body }) =>
    change((trx) => upsertSite(trx, { centre, site: asId<SiteId>(params.site), name: body.name })),
  );
  serve(doors, context, removeSiteRoute, administration, (_admin, { params }) => change((trx) => removeSite(trx, centre, asId<SiteId>(params.site))));
  serveOnRecord(doors, context, addStandInRoute, whoLeadsWhom, (_admin, { body, onRecord }) =>
    changeOf(async (trx) => {
      await refuseUnlessPeople(trx, [body.lead, body.person]);
      const [lead, person] = [asId<PersonId>(body.lead), asId<PersonId>(body.person)];
      await addStandIn(trx, { centre, lead, person, from_at: body.fromAt, until_at: body.untilAt });
      return onRecord([lead, person], trx);
    }),
  );
  serveOnRecord(doors, context, removeStandInRoute, whoLeadsWhom, (_admin, { body, onRecord }) =>
    changeOf(async (trx) => {
      const [lead, person] = [asId<PersonId>(body.lead), asId<PersonId>(body.person)];
      await removeStandIn(trx, { centre, lead, person, from_at: body.fromAt });
      return onRecord([lead, person], trx);
    }),
  );
};
