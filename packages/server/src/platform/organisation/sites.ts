import type { Selectable } from 'kysely';
import type { CentreId, SiteId } from '@onhook/core/ids';
import type { Db, Tables } from '../store/index.ts';

export type SiteRow = Selectable<Tables['site']>;

export const allSites = (db: Db, centre: CentreId): Promise<SiteRow[]> =>
  db.selectFrom('site').selectAll().where('centre', '=', centre).orderBy('name').orderBy('site').execute();

export const upsertSite = async (trx: Db, site: SiteRow): Promise<void> => {
  await trx
    .insertInto('site')
    .values(site)
    .onConflict((conflict) => conflict.columns(['centre', 'site']).doUpdateSet({ name: site.name }))
    .execute();
};

/** Removes a site; its teams are at no site afterwards. */
export const removeSite = async (trx: Db, centre: CentreId, site: SiteId): Promise<void> => {
  await trx.updateTable('team').set({ site: null }).where('centre', '=', centre).where('site', '=', site).execute();
  await trx.deleteFrom('site').where('centre', '=', centre).where('site', '=', site).execute();
};
