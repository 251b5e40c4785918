import type { Judgement } from '../difficulty/index.ts';
import type { CallId, OfferId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';

/** The agent's answer to an offer. */
export type OfferAnswer = 'accepted' | 'later' | 'skipped' | 'not-relevant';

/** The hard call that an offer is about. */
export interface OfferedCall {
  readonly call: CallId;
  readonly leg: number;
  readonly queue: QueueName;
  readonly judgement: Judgement;
}

/** Offer of recovery time, shown as a quiet card. `call` is null when the agent asked for the time. Times in epoch milliseconds. */
export interface Offer {
  readonly offer: OfferId;
  readonly recovery: RecoveryId;
  readonly person: PersonId;
  readonly call: OfferedCall | null;
  readonly state: 'intended' | 'shown' | 'answered' | 'expired';
  readonly answer: OfferAnswer | null;
  readonly intendedAt: number;
  readonly shownAt: number | null;
  readonly answeredAt: number | null;
  readonly expiredAt: number | null;
}

/** Creates an offer in state `intended`. */
export const createOffer = (offer: Pick<Offer, 'offer' | 'recovery' | 'person' | 'call'>, now: number): Offer => ({
  ...offer,
  state: 'intended',
  answer: null,
  intendedAt: now,
  shownAt: null,
  answeredAt: null,
  expiredAt: null,
});

/** Records that a screen shows the offer. Returns an offer unchanged that was shown, answered or expired before. */
export const showOffer = (offer: Offer, now: number): Offer =>
  offer.state === 'intended' ? { ...offer, state: 'shown', shownAt: now } : offer;

/**
 * Records the agent's answer. The first answer counts.
 *
 * @returns the answered offer; null when it is answered or expired already
 */
export const answerOffer = (offer: Offer, given: OfferAnswer, now: number): Offer | null =>
  offer.state === 'intended' || offer.state === 'shown'
    ? { ...offer, state: 'answered', answer: given, answeredAt: now }
    : null;

/** Time within which an answer that opens the line can be taken back, in milliseconds. */
export const answerUndoMs = 5_000;

/** Takes the answer back. Returns the offer open again, shown if a screen had shown it. */
export const reopenOffer = (offer: Offer): Offer => ({
  ...offer,
  state: offer.shownAt === null ? 'intended' : 'shown',
  answer: null,
  answeredAt: null,
});

/** Expires an open offer. Returns an answered or expired offer unchanged. */
export const expireOffer = (offer: Offer, now: number): Offer =>
  offer.state === 'intended' || offer.state === 'shown' ? { ...offer, state: 'expired', expiredAt: now } : offer;
