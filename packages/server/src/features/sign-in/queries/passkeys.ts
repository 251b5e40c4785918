import type { Insertable, Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export type PasskeyRow = Selectable<Tables['passkey']>;

/** Adds a passkey. False when the credential is known already. */
export const addPasskey = async (trx: Db, passkey: Insertable<Tables['passkey']>): Promise<boolean> => {
  const added = await trx
    .insertInto('passkey')
    .values(passkey)
    .onConflict((conflict) => conflict.columns(['centre', 'credential']).doNothing())
    .returning('credential')
    .executeTakeFirst();
  return added !== undefined;
};

export const passkeysOf = (db: Db, centre: CentreId, person: PersonId): Promise<PasskeyRow[]> =>
  db.selectFrom('passkey').selectAll().where('centre', '=', centre).where('person', '=', person).orderBy('created_at').execute();

export const findPasskey = (db: Db, centre: CentreId, credential: string): Promise<PasskeyRow | undefined> =>
  db.selectFrom('passkey').selectAll().where('centre', '=', centre).where('credential', '=', credential).executeTakeFirst();

export const usePasskey = async (trx: Db, centre: CentreId, credential: string, counter: number, now: number): Promise<void> => {
  await trx
    .updateTable('passkey')
    .set({ counter, last_used_at: now })
    .where('centre', '=', centre)
    .where('credential', '=', credential)
    .execute();
};

export const namePasskey = async (trx: Db, centre: CentreId, person: PersonId, credential: string, name: string): Promise<void> => {
  await trx
    .updateTable('passkey')
    .set({ name })
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('credential', '=', credential)
    .execute();
};

export const removePasskey = async (trx: Db, centre: CentreId, person: PersonId, credential: string): Promise<void> => {
  await trx
    .deleteFrom('passkey')
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('credential', '=', credential)
    .execute();
};

export const removePasskeysOf = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx.deleteFrom('passkey').where('centre', '=', centre).where('person', '=', person).execute();
};
