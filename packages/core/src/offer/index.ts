import type { Judgement } from '../difficulty/index.ts';
import type { CallId, OfferId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';

export type Answer = 'accepted' | 'later' | 'skipped' | 'not-relevant';

/** The call an offer speaks of; null on an offer made of the agent's own asking. */
export interface OfferedCall {
  readonly call: CallId;
  readonly leg: number;
  readonly queue: QueueName;
  readonly judgement: Judgement;
}

/** The quiet card that says recovery time is there. */
export interface Offer {
  readonly offer: OfferId;
  readonly recovery: RecoveryId;
  readonly person: PersonId;
  readonly call: OfferedCall | null;
  readonly state: 'intended' | 'shown' | 'answered' | 'expired';
  readonly answer: Answer | null;
  readonly intendedAt: number;
  readonly shownAt: number | null;
  readonly answeredAt: number | null;
  readonly expiredAt: number | null;
}

export const intend = (offer: Pick<Offer, 'offer' | 'recovery' | 'person' | 'call'>, now: number): Offer => ({
  ...offer,
  state: 'intended',
  answer: null,
  intendedAt: now,
  shownAt: null,
  answeredAt: null,
  expiredAt: null,
});

/** Painted on a screen. Later paintings, and paintings of an answered offer, change nothing. */
export const show = (offer: Offer, now: number): Offer =>
  offer.state === 'intended' ? { ...offer, state: 'shown', shownAt: now } : offer;

/** The first answer counts; null when there is one already or the offer has gone. */
export const answer = (offer: Offer, given: Answer, now: number): Offer | null =>
  offer.state === 'intended' || offer.state === 'shown'
    ? { ...offer, state: 'answered', answer: given, answeredAt: now }
    : null;

export const expire = (offer: Offer, now: number): Offer =>
  offer.state === 'intended' || offer.state === 'shown' ? { ...offer, state: 'expired', expiredAt: now } : offer;
