import type { Insertable, Selectable } from 'kysely';
import type { CentreId, OfferId, PersonId, RecoveryId } from '@onhook/core/ids';
import { inBatches, takeOver, type Db } from './db.ts';
import type { OfferEventTable, OfferTable } from './tables.ts';

export type OfferRow = Selectable<OfferTable>;
export type NewOfferRow = Insertable<OfferTable>;
export type OfferEventRow = Selectable<OfferEventTable>;
export type NewOfferEventRow = Omit<Insertable<OfferEventTable>, 'seq'>;

const key = ['centre', 'offer'] as const;

/** Writes the offers as they are now; every row must have the same columns, and an offer come once only. */
export const upsertOffers = (trx: Db, offers: readonly NewOfferRow[]): Promise<void> =>
  inBatches(offers, (batch) =>
    trx
      .insertInto('offer')
      .values(batch)
      .onConflict((conflict) => conflict.columns(key).doUpdateSet(takeOver(batch[0] ?? {}, key)))
      .execute(),
  );

/** Notes what became of offers, for good. An offer is in each state once: a second note of it is passed over. */
export const appendOfferEvents = (trx: Db, events: readonly NewOfferEventRow[]): Promise<void> =>
  inBatches(events, (batch) =>
    trx
      .insertInto('offer_event')
      .values(batch)
      .onConflict((conflict) => conflict.columns(['centre', 'offer', 'state']).doNothing())
      .execute(),
  );

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
