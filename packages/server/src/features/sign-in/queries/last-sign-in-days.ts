import type { CentreId, PersonId } from '@onhook/core/ids';
import { putRows, type Db } from '../../../platform/store/index.ts';

/**
 * Stores the day of a person's last sign-in.
 *
 * @param day day at the centre, such as 2026-11-28
 */
export const saveLastSignInDay = (db: Db, centre: CentreId, person: PersonId, day: string): Promise<void> =>
  putRows(db, 'sign_in_day', [{ centre, person, day }], { on: ['centre', 'person'], keep: 'new' });

/** Maps each person to the day of their last sign-in. A person who never signed in is absent. */
export const lastSignInDays = async (db: Db, centre: CentreId): Promise<ReadonlyMap<PersonId, string>> => {
  const rows = await db.selectFrom('sign_in_day').select(['person', 'day']).where('centre', '=', centre).execute();
  return new Map(rows.map(({ person, day }) => [person, day]));
};

export const removeLastSignInDay = async (trx: Db, centre: CentreId, person: PersonId): Promise<void> => {
  await trx.deleteFrom('sign_in_day').where('centre', '=', centre).where('person', '=', person).execute();
};
