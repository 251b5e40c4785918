import {
  addStandIn as addStandInRoute,
  removeSite as removeSiteRoute,
  removeStandIn as removeStandInRoute,
  removeTeam as removeTeamRoute,
  writeSite,
  writeTeam,
} from '@onhook/contract';
import { asId, type CentreId, type PersonId, type SiteId, type TeamId } from '@onhook/core/ids';
import { ofCentre, probeNorth, type AuditedAccess, type Probes, type RoleAccess } from '../../platform/access/index.ts';
import type { Recorded } from '../../platform/audit/index.ts';
import { routesOf, type AuditedReply } from '../../platform/http/route.ts';
import {
  addStandIn,
  allLeads,
  allPeople,
  allSites,
  allTeams,
  changePeople,
  removeSite,
  removeStandIn,
  setLeads,
  upsertSite,
  upsertTeam,
  type PeopleTrx,
} from '../../platform/organisation/index.ts';
import { Refused } from '../../platform/result.ts';
import type { Db } from '../../platform/store/index.ts';
import { changeAccounts } from './accounts.ts';
import type { PeopleDeps } from './routes.ts';

const { route, auditedRoute } = routesOf<PeopleDeps>();

const change = async ({ centre, store, peopleChanged }: PeopleDeps, work: (trx: PeopleTrx) => Promise<void>): Promise<Record<string, never>> => {
  await changePeople(store.db, centre, work);
  await peopleChanged();
  return {};
};

const changeAudited = async (
  { centre, store, peopleChanged }: PeopleDeps,
  work: (trx: PeopleTrx) => Promise<Recorded>,
): Promise<AuditedReply<Record<string, never>>> => {
  const recorded = await changePeople(store.db, centre, work);
  await peopleChanged();
  return { recorded, reply: {} };
};

const removeAudited = async (
  { centre, clock, store, peopleChanged }: PeopleDeps,
  team: TeamId,
  audit: (about: readonly PersonId[], trx?: Db) => Promise<Recorded>,
): Promise<AuditedReply<Record<string, never>>> => {
  const { recorded } = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, async (accounts) => {
    for (const person of await peopleOf(accounts.trx, centre, team)) accounts.mention(person);
    await accounts.removeTeam(team);
  });
  await peopleChanged();
  return { recorded, reply: {} };
};

const refuseUnknownPeople = async (trx: Db, centre: CentreId, people: readonly string[]): Promise<void> => {
  const known = new Set<string>((await allPeople(trx, centre)).map(({ person }) => person));
  if (people.some((person) => !known.has(person))) throw new Refused('not-found', 'no such person');
};

/** Lists the members and leads of a team. */
const peopleOf = async (trx: Db, centre: CentreId, team: TeamId): Promise<PersonId[]> => [
  ...(await allPeople(trx, centre)).filter((member) => member.team === team).map(({ person }) => person),
  ...(await allLeads(trx, centre)).filter((lead) => lead.team === team).map(({ person }) => person),
];

const adminAccess = (about: string): RoleAccess => ({ about, allow: { admin: ['centre'] } });
const teamChangeAccess = (about: string): AuditedAccess => ({ ...adminAccess(about), audit: 'team-changed' });

/** No id is foreign: an administrator may write a team or site of any id, and ids are unique only within a centre. */
const noProbes: Probes = () => [];

export const teamRoutes = [
  auditedRoute({
    contract: writeTeam,
    access: teamChangeAccess('a team, its site and its leads'),
    resource: ofCentre('teams'),
    probes: noProbes,
    handler: (_teams, { params, body, audit, deps }) =>
      changeAudited(deps, async (trx) => {
        const { centre } = deps;
        const team = asId<TeamId>(params.team);
        const others = (await allTeams(trx, centre)).filter((other) => other.team !== team);
        if (others.some((other) => other.name.toLowerCase() === body.name.toLowerCase())) throw new Refused('no-longer-possible', 'another team has this name');
        if (body.site !== null && !(await allSites(trx, centre)).some(({ site }) => site === body.site)) throw new Refused('not-found', 'no such site');
        await refuseUnknownPeople(trx, centre, body.leads);
        const before = await peopleOf(trx, centre, team);
        await upsertTeam(trx, { centre, team, name: body.name, site: body.site === null ? null : asId<SiteId>(body.site) });
        await setLeads(trx, centre, team, [...new Set(body.leads)].map((person) => asId<PersonId>(person)));
        return audit([...before, ...(await peopleOf(trx, centre, team))], trx);
      }),
  }),
  auditedRoute({
    contract: removeTeamRoute,
    access: teamChangeAccess('a team'),
    resource: ofCentre('teams'),
    probes: noProbes,
    handler: (_teams, { params, audit, deps }) =>
      removeAudited(deps, asId<TeamId>(params.team), audit),
  }),
  route({
    contract: writeSite,
    access: adminAccess('a site'),
    resource: ofCentre('sites'),
    probes: noProbes,
    handler: (_sites, { params, body, deps }) =>
      change(deps, (trx) => upsertSite(trx, { centre: deps.centre, site: asId<SiteId>(params.site), name: body.name })),
  }),
  route({
    contract: removeSiteRoute,
    access: adminAccess('a site'),
    resource: ofCentre('sites'),
    probes: noProbes,
    handler: (_sites, { params, deps }) => change(deps, (trx) => removeSite(trx, deps.centre, asId<SiteId>(params.site))),
  }),
  auditedRoute({
    contract: addStandInRoute,
    access: teamChangeAccess('the stand-in of a lead'),
    resource: ofCentre('teams'),
    probes: probeNorth(['ada'], { body: { person: 'maya' } }, { body: { person: 'only-south' } }),
    handler: (_teams, { body, audit, deps }) =>
      changeAudited(deps, async (trx) => {
        const { centre } = deps;
        await refuseUnknownPeople(trx, centre, [body.lead, body.person]);
        const [lead, person] = [asId<PersonId>(body.lead), asId<PersonId>(body.person)];
        await addStandIn(trx, { centre, lead, person, from_at: body.fromAt, until_at: body.untilAt });
        return audit([lead, person], trx);
      }),
  }),
  auditedRoute({
    contract: removeStandInRoute,
    access: teamChangeAccess('the stand-in of a lead'),
    resource: ofCentre('teams'),
    handler: (_teams, { body, audit, deps }) =>
      changeAudited(deps, async (trx) => {
        const [lead, person] = [asId<PersonId>(body.lead), asId<PersonId>(body.person)];
        await removeStandIn(trx, { centre: deps.centre, lead, person, from_at: body.fromAt });
        return audit([lead, person], trx);
      }),
  }),
] as const;
