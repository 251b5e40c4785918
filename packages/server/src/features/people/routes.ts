import { addPerson, changePerson, makeSignInLink, readPeople, type Role } from '@onhook/contract';
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
  findPerson,
  findPersonByEmail,
  standInsFrom,
  type PersonRow,
} from '../../platform/organisation/index.ts';
import { Refused } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';
import { lastSignInDays, type SignIn } from '../sign-in/index.ts';
import { changeAccounts, keepOrder, newPersonId, type Accounts } from './accounts.ts';
import { presentPeople } from './views.ts';

export interface PeopleDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'phones' | 'publicUrl'>;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly peopleChanged: () => Promise<void>;
  readonly signIn: Pick<SignIn, 'makeLink'>;
  readonly store: Store;
}

/** Validity of a sign-in link that an administrator makes, in milliseconds. */
const linkLastsMs = 24 * 3_600_000;

const { route, auditedRoute } = routesOf<PeopleDeps>();

interface AccountInput {
  readonly name: string;
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

const save = async (
  { centre, clock }: PeopleDeps,
  accounts: Accounts,
  person: PersonId,
  before: PersonRow | null,
  { name, email, team, roles, active }: AccountInput,
): Promise<void> => {
  const { trx } = accounts;
  const owner = email === null ? undefined : await findPersonByEmail(trx, centre, email);
  if (owner && owner.person !== person) throw new Refused('no-longer-possible', 'somebody else has this address');
  if (team !== null && !(await allTeams(trx, centre)).some(({ team: id }) => id === team)) throw new Refused('not-found', 'no such team');
  const row = { ...(before ?? { centre, person, created_at: clock.now() }), name, email, team: team === null ? null : asId<TeamId>(team), active };
  await accounts.save({ ...row, roles: keepOrder(before?.roles ?? [], roles) });
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
        lastSignInDays: await lastSignInDays(db, centre),
      });
    },
  }),

  auditedRoute({
    contract: addPerson,
    access: { about: 'a new person', allow: { admin: ['centre'] }, audit: 'person-changed' },
    resource: ofCentre('people'),
    handler: async (_people, { body, audit, deps }) => {
      const { centre, clock, store, peopleChanged } = deps;
      const { value: person, recorded } = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, async (accounts) => {
        const id = newPersonId(body.name, new Set(await allPersonIds(accounts.trx, centre)));
        await save(deps, accounts, id, null, body);
        return id;
      });
      await peopleChanged();
      return { recorded, reply: { person } };
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
      const { centre, clock, store, peopleChanged } = deps;
      const person = asId<PersonId>(params.person);
      if (person === actor.person && !(body.active && body.roles.includes('admin'))) {
        throw new Refused('no-longer-possible', 'an administrator cannot deactivate their own account or give up the role');
      }
      const { recorded } = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, async (accounts) => {
        const before = await findPerson(accounts.trx, centre, person);
        if (!before || before.deleted_at !== null) throw new Refused('not-found', 'no such person');
        await save(deps, accounts, person, before, body);
        accounts.mention(person);
      });
      await peopleChanged();
      return { recorded, reply: {} };
    },
  }),

  auditedRoute({
    contract: makeSignInLink,
    access: { about: 'a link that signs in as a person', allow: { admin: ['centre'] }, audit: 'link-made' },
    resource: ofCentre('people'),
    probes: probeNorth(['ada'], { params: { person: 'gil' } }, { params: { person: 'only-south' } }),
    handler: async (_people, { params, audit, deps: { centre, config, signIn, store } }) => {
      const person = asId<PersonId>(params.person);
      const row = await findPerson(store.db, centre, person);
      if (!row || row.deleted_at !== null) throw new Refused('not-found', 'no such person');
      if (!row.active) throw new Refused('no-longer-possible', 'a person who is not active cannot sign in');
      const recorded = await audit([person]);
      const { token, expiresAt } = await signIn.makeLink(person, linkLastsMs);
      return { recorded, reply: { url: `${config.publicUrl}/sign-in#${token}`, expiresAt } };
    },
  }),
] as const;
