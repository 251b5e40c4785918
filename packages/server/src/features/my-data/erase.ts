import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { record } from '../../platform/audit/index.ts';
import type { Clock } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import { done, refused, type Result } from '../../platform/result.ts';
import { changeAccounts, LastAdministrator } from '../people/index.ts';
import { allPeople, changePeople } from '../../platform/organisation/index.ts';
import { allowErasure, type AnyTable, type DataSubject, type Db, type Schema, type Store } from '../../platform/store/index.ts';

export interface ErasureParts {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly pastDays: Pick<PastDays, 'erase'>;
  readonly peopleChanged: () => Promise<void>;
  readonly runtime: Pick<CentreRuntime, 'floor' | 'removePerson'>;
  readonly store: Store;
}

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
 * Erases a person from every table, by each table's declared rule. Erases from a table before those that it refers to.
 *
 * @param trx a transaction of the owner of the tables
 */
export const anonymise = async (trx: Db, { tables }: Schema, subject: DataSubject): Promise<void> => {
  await allowErasure(trx);
  for (const one of tables.toReversed()) await eraseFrom(trx, one, subject);
};

/**
 * Erases a person for good. Signs them out and takes them off their line first, so that nothing stores their data again.
 *
 * @returns `no-longer-possible` while their line is paused for recovery, and for the last administrator of the centre
 */
export const erase = async ({ centre, store, clock, pastDays, runtime, peopleChanged }: ErasureParts, person: PersonId, by: 'themself' | 'retention'): Promise<Result<void, 'no-longer-possible'>> => {
  const isInRecovery = (): boolean => runtime.floor.recoveries.has(person);
  if (isInRecovery()) return refused('no-longer-possible', 'paused');
  const audit = (about: readonly PersonId[], trx: Db) => record(trx, { centre, at: clock.now(), actor: null, as: by, deed: 'person-erased', about });
  let isRecorded: boolean;
  try {
    const removed = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, async (accounts) => {
      const theirs = (await allPeople(accounts.trx, centre)).find((one) => one.person === person);
      if (theirs) await accounts.remove(theirs);
    });
    isRecorded = removed.people.length > 0;
  } catch (error) {
    if (error instanceof LastAdministrator) return refused('no-longer-possible', 'last-administrator');
    throw error;
  }
  await peopleChanged();
  await runtime.removePerson(person);
  // A hard call has ended meanwhile: the recovery goes on, and retention erases the person later.
  if (isInRecovery()) return refused('no-longer-possible', 'paused');
  await store.asOwner((owner) =>
    changePeople(owner, centre, async (trx) => {
      if (!isRecorded) await audit([person], trx);
      await pastDays.erase(trx, person);
      await anonymise(trx, store.schema, { centre, person, alias: `gone-${randomUUID()}` });
    }),
  );
  return done();
};
