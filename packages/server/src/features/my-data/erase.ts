import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonId } from '@onhook/core/ids';
import { record } from '../../platform/audit/index.ts';
import type { AppContext } from '../../context.ts';
import { deletePerson, isAdmin } from '../people/save.ts';
import { allPeople, changePeople } from '../../platform/organisation/index.ts';
import { mayTakeOut, tableNames, type Db } from '../../platform/store/index.ts';
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
  const isHeld = (): boolean => floor.keeper.recoveries.has(person);
  if (isHeld()) return { kind: 'held' };
  const isGone = await changePeople(store.db, centre, async (trx) => {
    const people = await allPeople(trx, centre);
    const theirs = people.find((one) => one.person === person);
    if (theirs && isAdmin(theirs) && people.filter(isAdmin).length === 1) return false;
    if (theirs) await deletePerson(trx, theirs, clock.now());
    return true;
  });
  if (!isGone) return { kind: 'last-administrator' };
  await peopleChanged();
  await floor.forget(person);
  // A hard call that ended meanwhile: what they earn by it ends first, and retention takes them out.
  if (isHeld()) return { kind: 'held' };
  await store.asOwner((owner) =>
    changePeople(owner, centre, async (trx) => {
      const as = by === 'themself' ? 'themself' : 'retention';
      await record(trx, { centre, at: clock.now(), actor: null, as, deed: 'person-erased', about: [person] });
      await takeOut(trx, { centre, person, alias: `gone-${randomUUID()}` });
    }),
  );
  return { kind: 'erased' };
};
