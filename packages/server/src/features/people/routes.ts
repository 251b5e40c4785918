import { addPerson, changePerson, readPeople, type Role } from '@onhook/contract';
import { asId, type PersonId, type TeamId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveOnRecord } from '../../platform/http/serve.ts';
import { isAdmin, newPersonId, savePerson } from './save.ts';
import { administration, whoSomebodyIs } from '../../platform/access/index.ts';
import { presentPeople } from './views.ts';
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
import { allLines } from '../../centre/queries/lines.ts';
import { json } from '../../platform/store/index.ts';

interface Written {
  readonly name: string;
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

export const peopleApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;

  serve(doors, context, readPeople, administration, async () => {
    const { db } = store;
    const now = clock.now();
    return presentPeople(now, {
      people: await allPeople(db, centre),
      teams: await allTeams(db, centre),
      leads: await allLeads(db, centre),
      sites: await allSites(db, centre),
      lines: await allLines(db, centre),
      standIns: await standInsFrom(db, centre, now),
    });
  });

  const save = async (trx: PeopleTrx, person: PersonId, before: PersonRow | null, { name, email, team, roles, active }: Written): Promise<void> => {
    const owner = email === null ? undefined : await findPersonByEmail(trx, centre, email);
    if (owner && owner.person !== person) throw new Refused('no-longer-possible', 'somebody else has this address');
    if (team !== null && !(await allTeams(trx, centre)).some((one) => one.team === team)) throw new Refused('not-found', 'no such team');
    const row = { ...(before ?? { centre, person, created_at: clock.now() }), name, email, team: team === null ? null : asId<TeamId>(team), active };
    await savePerson(trx, { ...row, roles: json([...new Set(roles)]) }, clock.now());
  };
  serve(doors, context, addPerson, administration, async (_admin, { body }) => {
    const person = await changePeople(store.db, centre, async (trx) => {
      const id = newPersonId(body.name, new Set(await allPersonIds(trx, centre)));
      await save(trx, id, null, body);
      return id;
    });
    await context.peopleChanged();
    return { person };
  });
  serveOnRecord(doors, context, changePerson, whoSomebodyIs, async (_admin, { params, body, actor, onRecord }) => {
    const person = asId<PersonId>(params.person);
    if (person === actor.person && !(body.active && body.roles.includes('admin'))) {
      throw new Refused('no-longer-possible', 'an administrator does not shut themself out');
    }
    const recorded = await changePeople(store.db, centre, async (trx) => {
      const before = await findPerson(trx, centre, person);
      if (!before || before.deleted_at !== null) throw new Refused('not-found', 'no such person');
      await save(trx, person, before, body);
      if (isAdmin(before) && !(await allPeople(trx, centre)).some(isAdmin)) {
        throw new Refused('no-longer-possible', 'nobody would be left who may do this');
      }
      return onRecord([person], trx);
    });
    await context.peopleChanged();
    return { recorded, reply: {} };
  });
};
