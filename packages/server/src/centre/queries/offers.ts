import type { Selectable } from 'kysely';
import type { CentreId, OfferId, PersonId, RecoveryId } from '@onhook/core/ids';
import { putRows, type Db, type Row, type Tables } from '../../platform/store/index.ts';

export type OfferRow = Selectable<Tables['offer']>;
export type OfferEventRow = Selectable<Tables['offer_event']>;
export type NewOfferEventRow = Row<'offer_event'>;

/** Writes the offers as they are now; an offer must come once only. */
export const upsertOffers = (trx: Db, offers: readonly OfferRow[]): Promise<void> =>
  putRows(trx, 'offer', offers, { on: ['centre', 'offer'], keep: 'new' });

/** Notes what became of offers, for good. An offer is in each state once: a second note of it is passed over. */
export const appendOfferEvents = (trx: Db, events: readonly NewOfferEventRow[]): Promise<void> =>
  putRows(trx, 'offer_event', events, { on: ['centre', 'offer', 'state'], keep: 'old' });

export const offerEvents = (db: Db, centre: CentreId, offer: OfferId): Promise<OfferEventRow[]> =>
  db
    .selectFrom('offer_event')
    .selectAll()
    .where('centre', '=', centre)
    .where('offer', '=', offer)
    .orderBy('seq')
    .execute();

/** The offers of these recoveries, answered or not. */
export const offersOf = async (db: Db, centre: CentreId, recoveries: readonly RecoveryId[]): Promise<OfferRow[]> => {
  if (recoveries.length === 0) return [];
  return db.selectFrom('offer').selectAll().where('centre', '=', centre).where('recovery', 'in', recoveries).execute();
};

/** A person's offers intended at or after `fromAt`, oldest first. */
export const offersOfPerson = (db: Db, centre: CentreId, person: PersonId, fromAt: number): Promise<OfferRow[]> =>
  db
    .selectFrom('offer')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('intended_at', '>=', fromAt)
    .orderBy('intended_at')
    .execute();
