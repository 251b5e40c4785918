import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonId } from '@onhook/core/ids';
import { record } from '../../platform/audit/index.ts';
import type { AppContext } from '../../context.ts';
import { deletePerson, isAdmin } from '../people/save.ts';
import { allPeople, changePeople } from '../../platform/organisation/index.ts';
import { allowErasure, type AnyTable, type DataSubject, type Db, type Schema } from '../../platform/store/index.ts';

type ErasureContext = Pick<AppContext, 'store' | 'clock' | 'config' | 'runtime' | 'peopleChanged'>;

export type Erased =
  | { readonly kind: 'erased' }
  /** Their line is paused by us, or its pause is being lifted. */
  | { readonly kind: 'held' }
  /** No other administrator is left. */
  | { readonly kind: 'last-administrator' };

const eraseFrom = async (trx: Db, one: AnyTable, subject: DataSubject): Promise<void> => {
  if (one.erase === 'nothing') return;
  if (one.erase !== 'delete') {
    await one.erase.anonymise(trx, subject);
    return;
  }
  const theirs = sql.join(one.owner.people.map((column) => sql`${sql.ref(column)} = ${subject.person}`), sql` or `);
  await sql`delete from ${sql.table(one.name)} where centre = ${subject.centre} and (${theirs})`.execute(trx);
};

/**
 * Takes a person out of every table, by the erasure rule that each declares. A table comes before those that it refers to.
 *
 * @param trx a transaction of the owner of the tables
 */
export const anonymise = async (trx: Db, { tables }: Schema, subject: DataSubject): Promise<void> => {
  await allowErasure(trx);
  for (const one of tables.toReversed()) await eraseFrom(trx, one, subject);
};

/**
 * Erases a person for good. Signs them out and takes them off their line first, so that nothing writes them down again meanwhile.
 *
 * @returns `held` while their line is paused by us; `last-administrator` when nobody else could administer the centre
 */
export const erase = async ({ store, clock, config, runtime, peopleChanged }: ErasureContext, person: PersonId, by: 'themself' | 'retention'): Promise<Erased> => {
  const { centre } = config.centre;
  const isHeld = (): boolean => runtime.floor.recoveries.has(person);
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
  await runtime.removePerson(person);
  // A hard call ended meanwhile: its recovery ends first, and retention erases them later.
  if (isHeld()) return { kind: 'held' };
  await store.asOwner((owner) =>
    changePeople(owner, centre, async (trx) => {
      const as = by === 'themself' ? 'themself' : 'retention';
      await record(trx, { centre, at: clock.now(), actor: null, as, deed: 'person-erased', about: [person] });
      await anonymise(trx, store.schema, { centre, person, alias: `gone-${randomUUID()}` });
    }),
  );
  return { kind: 'erased' };
};
