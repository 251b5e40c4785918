import type { OfferId, PersonId, RecoveryId } from '../ids/index.ts';
import { firstVersion, type Versions } from '../versions/index.ts';
import type { Offer } from './offer.ts';

/** What is stored of an offer; the call it speaks of is stored as a call. */
export type StoredOffer = Omit<Offer, 'call'>;

/** An offer as it is stored in version 1. Stays as it is, whatever becomes of {@link Offer}. */
export interface OfferV1 {
  readonly offer: OfferId;
  readonly recovery: RecoveryId;
  readonly person: PersonId;
  readonly state: 'intended' | 'shown' | 'answered' | 'expired';
  readonly answer: 'accepted' | 'later' | 'skipped' | 'not-relevant' | null;
  readonly intendedAt: number;
  readonly shownAt: number | null;
  readonly answeredAt: number | null;
  readonly expiredAt: number | null;
}

/** Versions of stored offers. */
export const offerVersions: Versions<StoredOffer> = firstVersion<OfferV1>('offer');
