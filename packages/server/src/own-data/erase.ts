import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonId } from '@onhook/core/ids';
import { record } from '../audit/index.ts';
import type { AppContext } from '../context.ts';
import { deletePerson } from '../people/save.ts';
import { allPeople, findPerson, mayTakeOut, tableNames, type Db } from '../store/index.ts';
import { plan, type Whom } from './plan.ts';

type Place = Pick<AppContext, 'store' | 'clock' | 'config' | 'floor' | 'peopleChanged'>;

export type Erased =
  | { readonly kind: 'erased' }
  /** Their line is held just now, or on its way back. */
  | { readonly kind: 'held' }
  /** Nobody else could administer the centre. */
  | { readonly kind: 'last-administrator' };

/** Takes a person out of every table, by the plan. */
export const takeOut = async (trx: Db, whom: Whom): Promise<void> => {
  const { centre, person } = whom;
  await mayTakeOut(trx);
  // What refers to another stands after it.
  for (const name of tableNames.toReversed()) {
    const line = plan[name];
    if (line.kind === 'stays') await line.takeOut(trx, whom);
    if (line.kind === 'goes') {
      const theirs = sql.join(line.by.map((column) => sql`${sql.ref(column)} = ${person}`), sql` or `);
      await sql`delete from ${sql.table(name)} where centre = ${centre} and (${theirs})`.execute(trx);
    }
  }
};

/** Erases a person for good: signed out and off their line first, so that nothing is written of them meanwhile. */
export const erase = async ({ store, clock, config, floor, peopleChanged }: Place, person: PersonId, by: 'themself' | 'retention'): Promise<Erased> => {
  const { centre } = config.centre;
  const people = await allPeople(store.db, centre);
  const isAdmin = (one: { readonly active: boolean; readonly roles: readonly string[] }): boolean => one.active && one.roles.includes('admin');
  const theirs = people.find((one) => one.person === person);
  if (theirs && isAdmin(theirs) && people.filter(isAdmin).length === 1) return { kind: 'last-administrator' };
  if (floor.keeper.recoveries.has(person)) return { kind: 'held' };
  await store.db.transaction().execute(async (trx) => {
    const row = await findPerson(trx, centre, person);
    if (row && row.deleted_at === null) await deletePerson(trx, row, clock.now());
  });
  await peopleChanged();
  await floor.forget(person);
  await store.asOwner((owner) =>
    owner.transaction().execute(async (trx) => {
      const as = by === 'themself' ? 'themself' : 'retention';
      await record(trx, { centre, at: clock.now(), actor: null, as, deed: 'person-erased', about: [person] });
      await takeOut(trx, { centre, person, alias: `gone-${randomUUID()}` });
    }),
  );
  return { kind: 'erased' };
};
