import type { Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { putRows, type Db, type Tables } from '../../platform/store/index.ts';

export type CarryItemRow = Selectable<Tables['carry_item']>;

/** Stores an item, replacing its earlier version. */
export const upsertCarryItem = (trx: Db, item: CarryItemRow): Promise<void> =>
  putRows(trx, 'carry_item', [item], { on: ['centre', 'person', 'item'], keep: 'new' });

export const carryItemsOf = (db: Db, centre: CentreId, person: PersonId): Promise<CarryItemRow[]> =>
  db
    .selectFrom('carry_item')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .orderBy('item')
    .execute();
