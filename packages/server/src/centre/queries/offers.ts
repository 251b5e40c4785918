import type { RawBuilder, Selectable } from 'kysely';
import type { CentreId, OfferId, PersonId, RecoveryId } from '@onhook/core/ids';
import { offerVersions, type StoredOffer } from '@onhook/core/offer';
import { readVersion, rowsToPut, runTogether, type Db, type Row, type Tables } from '../../platform/store/index.ts';

export type OfferRow = Selectable<Tables['offer']>;
export type OfferEventRow = Selectable<Tables['offer_event']>;
export type NewOfferEventRow = Row<'offer_event'>;

/**
 * Reads an offer from its row, upcast to the newest version.
 *
 * @throws StoreTooNew when a newer Onhook wrote it
 */
export const storedOfferOf = (row: OfferRow): StoredOffer =>
  readVersion(
    offerVersions,
    {
      offer: row.offer,
      recovery: row.recovery,
      person: row.person,
      state: row.state,
      answer: row.answer,
      intendedAt: row.intended_at,
      shownAt: row.shown_at,
      answeredAt: row.answered_at,
      expiredAt: row.expired_at,
    },
    row.version,
  );

/** The statement that inserts or replaces offers; each offer may appear once in the list. */
export const offersToUpsert = (offers: readonly OfferRow[]): RawBuilder<unknown> | null =>
  rowsToPut('offer', offers, { on: ['centre', 'offer'], keep: 'new' });

/** Runs `offersToUpsert`. */
export const upsertOffers = (trx: Db, offers: readonly OfferRow[]): Promise<void> => runTogether(trx, [offersToUpsert(offers)]);

/** The statement that appends the states that offers have reached. Skips a state that is already stored for its offer. */
export const offerEventsToAppend = (events: readonly NewOfferEventRow[]): RawBuilder<unknown> | null =>
  rowsToPut('offer_event', events, { on: ['centre', 'offer', 'state'], keep: 'old' });

/** Runs `offerEventsToAppend`. */
export const appendOfferEvents = (trx: Db, events: readonly NewOfferEventRow[]): Promise<void> => runTogether(trx, [offerEventsToAppend(events)]);

/** Finds the states that an offer has reached, in order. */
export const offerEvents = (db: Db, centre: CentreId, offer: OfferId): Promise<OfferEventRow[]> =>
  db
    .selectFrom('offer_event')
    .selectAll()
    .where('centre', '=', centre)
    .where('offer', '=', offer)
    .orderBy('seq')
    .execute();

/** Finds the offers of these recoveries, answered or not. */
export const offersOf = async (db: Db, centre: CentreId, recoveries: readonly RecoveryId[]): Promise<OfferRow[]> => {
  if (recoveries.length === 0) return [];
  return db.selectFrom('offer').selectAll().where('centre', '=', centre).where('recovery', 'in', recoveries).execute();
};

/** Finds a person's offers intended at or after `fromAt`, oldest first. */
export const offersOfPerson = (db: Db, centre: CentreId, person: PersonId, fromAt: number): Promise<OfferRow[]> =>
  db
    .selectFrom('offer')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('intended_at', '>=', fromAt)
    .orderBy('intended_at')
    .execute();
