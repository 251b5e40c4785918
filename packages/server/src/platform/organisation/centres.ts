import type { Insertable, Selectable } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import { json, type Db, type Tables } from '../store/index.ts';

export type CentreRow = Selectable<Tables['centre']>;
export type NewCentreRow = Insertable<Tables['centre']>;

/** Adds a centre; an existing centre is left as it is. */
export const addCentre = async (trx: Db, centre: NewCentreRow): Promise<void> => {
  await trx
    .insertInto('centre')
    .values(centre)
    .onConflict((conflict) => conflict.column('centre').doNothing())
    .execute();
};

export const allCentres = (db: Db): Promise<CentreRow[]> =>
  db.selectFrom('centre').selectAll().orderBy('centre').execute();

export const findCentre = (db: Db, centre: CentreId): Promise<CentreRow | undefined> =>
  db.selectFrom('centre').selectAll().where('centre', '=', centre).executeTakeFirst();

export const setPolicy = async (trx: Db, centre: CentreId, policy: object): Promise<void> => {
  await trx
    .updateTable('centre')
    .set({ policy: json(policy) })
    .where('centre', '=', centre)
    .execute();
};
