import { addPerson, changePerson, readPeople, type Role } from '@onhook/contract';
import { asId, type CentreId, type PersonId, type TeamId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { allLines } from '../../centre/queries/lines.ts';
import { ofCentre, probeNorth } from '../../platform/access/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import {
  allLeads,
  allPeople,
  allPersonIds,
  allSites,
  allTeams,
  changePeople,
  findPerson,
  findPersonByEmail,
  standInsFrom,
  type PeopleTrx,
  type PersonRow,
} from '../../platform/organisation/index.ts';
import { Refused } from '../../platform/result.ts';
import { json, type Store } from '../../platform/store/index.ts';
import { isAdmin, newPersonId, savePerson } from './save.ts';
import { presentPeople } from './views.ts';

export interface PeopleDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'phones'>;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly peopleChanged: () => Promise<void>;
  readonly store: Store;
}

const { route, auditedRoute } = routesOf<PeopleDeps>();

interface NewData {
  readonly name: string;
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

const save = async (
  { centre, clock }: PeopleDeps,
  trx: PeopleTrx,
  person: PersonId,
  before: PersonRow | null,
  { name, email, team, roles, active }: NewData,
): Promise<void> => {
  const owner = email === null ? undefined : await findPersonByEmail(trx, centre, email);
  if (owner && owner.person !== person) throw new Refused('no-longer-possible', 'somebody else has this address');
  if (team !== null && !(await allTeams(trx, centre)).some((one) => one.team === team)) throw new Refused('not-found', 'no such team');
  const row = { ...(before ?? { centre, person, created_at: clock.now() }), name, email, team: team === null ? null : asId<TeamId>(team), active };
  await savePerson(trx, { ...row, roles: json([...new Set(roles)]) }, clock.now());
};

export const peopleRoutes = [
  route({
    contract: readPeople,
    access: { about: 'people, teams, sites, stand-ins', allow: { admin: ['centre'] } },
    resource: ofCentre('people'),
    handler: async (_people, { deps: { centre, clock, store: { db } } }) => {
      const now = clock.now();
      return presentPeople(now, {
        people: await allPeople(db, centre),
        teams: await allTeams(db, centre),
        leads: await allLeads(db, centre),
        sites: await allSites(db, centre),
        lines: await allLines(db, centre),
        standIns: await standInsFrom(db, centre, now),
      });
    },
  }),

  route({
    contract: addPerson,
    access: { about: 'a new person', allow: { admin: ['centre'] } },
    resource: ofCentre('people'),
    handler: async (_people, { body, deps }) => {
      const { centre, store, peopleChanged } = deps;
      const person = await changePeople(store.db, centre, async (trx) => {
        const id = newPersonId(body.name, new Set(await allPersonIds(trx, centre)));
        await save(deps, trx, id, null, body);
        return id;
      });
      await peopleChanged();
      return { person };
    },
  }),

  auditedRoute({
    contract: changePerson,
    access: {
      about: 'a person’s name, address, team and roles, and whether they are active',
      allow: { admin: ['centre'] },
      audit: 'person-changed',
    },
    resource: ofCentre('people'),
    probes: probeNorth(['ada'], { params: { person: 'gil' } }, { params: { person: 'only-south' } }),
    handler: async (_people, { params, body, actor, audit, deps }) => {
      const { centre, store, peopleChanged } = deps;
      const person = asId<PersonId>(params.person);
      if (person === actor.person && !(body.active && body.roles.includes('admin'))) {
        throw new Refused('no-longer-possible', 'an administrator does not shut themself out');
      }
      const recorded = await changePeople(store.db, centre, async (trx) => {
        const before = await findPerson(trx, centre, person);
        if (!before || before.deleted_at !== null) throw new Refused('not-found', 'no such person');
        await save(deps, trx, person, before, body);
        if (isAdmin(before) && !(await allPeople(trx, centre)).some(isAdmin)) {
          throw new Refused('no-longer-possible', 'nobody would be left who may do this');
        }
        return audit([person], trx);
      });
      await peopleChanged();
      return { recorded, reply: {} };
    },
  }),
] as const;
