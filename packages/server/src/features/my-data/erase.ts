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

export interface ErasureDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly pastDays: Pick<PastDays, 'erase'>;
  readonly peopleChanged: () => Promise<void>;
  readonly runtime: Pick<CentreRuntime, 'floor' | 'removePerson'>;
  readonly store: Store;
}

const eraseFrom = async (trx: Db, table: AnyTable, subject: DataSubject): Promise<void> => {
  if (table.erase === 'nothing') return;
  if (table.erase !== 'delete') {
    await table.erase.anonymise(trx, subject);
    return;
  }
  const ownedByPerson = sql.join(table.owner.people.map((column) => sql`${sql.ref(column)} = ${subject.person}`), sql` or `);
  await sql`delete from ${sql.table(table.name)} where centre = ${subject.centre} and (${ownedByPerson})`.execute(trx);
};

/**
 * Erases a person from every table by the table's declared rule, each table before the tables that it refers to.
 *
 * @param trx transaction of the database role that owns the tables
 */
export const anonymise = async (trx: Db, { tables }: Schema, subject: DataSubject): Promise<void> => {
  await allowErasure(trx);
  for (const table of tables.toReversed()) await eraseFrom(trx, table, subject);
};

/**
 * Erases a person for good. Signs them out and unassigns their line first, so that no new data about them is stored.
 *
 * @returns `no-longer-possible` while their line is paused for recovery, and for the last administrator of the centre
 */
export const erase = async ({ centre, store, clock, pastDays, runtime, peopleChanged }: ErasureDeps, person: PersonId, by: 'themself' | 'retention'): Promise<Result<void, 'no-longer-possible'>> => {
  const isInRecovery = (): boolean => runtime.floor.recoveries.has(person);
  if (isInRecovery()) return refused('no-longer-possible', 'paused');
  const audit = (about: readonly PersonId[], trx: Db) => record(trx, { centre, at: clock.now(), actor: null, as: by, deed: 'person-erased', about });
  let isRecorded: boolean;
  try {
    const removed = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, async (accounts) => {
      const row = (await allPeople(accounts.trx, centre)).find((candidate) => candidate.person === person);
      if (row) await accounts.remove(row);
    });
    isRecorded = removed.people.length > 0;
  } catch (error) {
    if (error instanceof LastAdministrator) return refused('no-longer-possible', 'last-administrator');
    throw error;
  }
  await peopleChanged();
  await runtime.removePerson(person);
  // A recovery has begun meanwhile, after a hard call. It continues, and retention erases the person later.
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
