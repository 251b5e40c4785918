import type { Insertable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, Tables } from '../../../platform/store/index.ts';

export const findIdentity = async (db: Db, centre: CentreId, issuer: string, subject: string): Promise<PersonId | null> => {
  const row = await db
    .selectFrom('identity')
    .select('person')
    .where('centre', '=', centre)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person ?? null;
};

export const hasIdentity = async (db: Db, centre: CentreId, issuer: string, person: PersonId): Promise<boolean> =>
  (await db
    .selectFrom('identity')
    .select('subject')
    .where('centre', '=', centre)
    .where('issuer', '=', issuer)
    .where('person', '=', person)
    .executeTakeFirst()) !== undefined;

export const addIdentity = async (trx: Db, identity: Insertable<Tables['identity']>): Promise<void> => {
  await trx.insertInto('identity').values(identity).execute();
};

export const removeIdentitiesOf = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx.deleteFrom('identity').where('centre', '=', centre).where('person', '=', person).execute();
};
