import type { CallId, GiftId, OfferId, PersonId, RecoveryId } from '../ids/index.ts';
import { answer, show, type Answer } from '../offer/index.ts';
import { addGift, end, extend, ourReason, settle, takeBackGift, type Because, type Recovery, type Scene } from '../pause/index.ts';
import { offerIdOf, putOffer, putSettled, sceneOf } from './books.ts';
import { grant, offerRecovery } from './grant.ts';
import { callKey, type EndedCall, type Keeper, type Moment, type Outcome } from './state.ts';

type Tap = 'hard' | 'fine';

/** A tap that could not be told at once is taken for as long as a shift may last. */
const shiftMs = 12 * 3_600_000;

/** What an agent can say; or, `released`, an administrator in their place, and of a gift whoever gives it. */
export type Saying =
  | { readonly kind: 'offer-shown'; readonly offer: OfferId }
  | { readonly kind: 'offer-answered'; readonly offer: OfferId; readonly answer: Answer }
  | { readonly kind: 'back-on-the-line'; readonly recovery: RecoveryId }
  | { readonly kind: 'a-little-longer'; readonly recovery: RecoveryId }
  | { readonly kind: 'a-minute-please' }
  | { readonly kind: 'released' }
  /** By who was asked for it: minutes, from now on or on top of those that are on; to the day's end where they go home. */
  | { readonly kind: 'given'; readonly gift: GiftId; readonly ms: number; readonly homeward: boolean }
  | { readonly kind: 'gift-taken-back'; readonly gift: GiftId }
  | {
      readonly kind: 'call-tapped';
      readonly call: CallId;
      readonly leg: number;
      /** Null takes the tap back. */
      readonly tap: Tap | null;
      /** When it was tapped, where that is told later; left out: now. */
      readonly at?: number;
      /** The call, where it may be too long ago for the keeper to know it. */
      readonly past?: EndedCall;
    };

export type Heard =
  | { readonly kind: 'done'; readonly recovery: RecoveryId | null }
  | { readonly kind: 'not-found' }
  /** It was possible once: the offer was answered, the minutes are over, the call is too long ago. */
  | { readonly kind: 'no-longer-possible' };

const done = (recovery: RecoveryId | null = null): Heard => ({ kind: 'done', recovery });
const tooLate: Heard = { kind: 'no-longer-possible' };
const notFound: Heard = { kind: 'not-found' };

/** A pause that has been seen is lifted at once; one that has not may still be on its way. */
const readyToLift = (ended: Recovery): Recovery => ({ ...ended, askedAt: ended.confirmedAt === null ? ended.askedAt : null });

const endFor = (keeper: Keeper, outcome: Outcome, person: PersonId, because: Because, now: number): void => {
  const open = keeper.recoveries.get(person);
  if (open?.pause !== 'wanted') return;
  const ended = end(open, because, now);
  const lifted = settle(readyToLift(ended.recovery), sceneOf(keeper, open.line), now);
  putSettled(keeper, outcome, open, { ...lifted, entries: [...ended.entries, ...lifted.entries] }, now);
};

const endings: Partial<Record<Answer, Because>> = {
  later: 'agent-said-later',
  skipped: 'agent-skipped',
  'not-relevant': 'agent-said-fine',
};

/** Nothing to protect on a line that is in no queue, or paused in all of them for another reason: no minutes for that. */
const canProtect = ({ feedUp, pauses }: Scene): boolean =>
  !feedUp || [...pauses.values()].some((reason) => reason === null || reason === ourReason);

const tapCall = (keeper: Keeper, outcome: Outcome, ended: EndedCall, tap: Tap | null): void => {
  const key = callKey(ended.call, ended.leg.leg);
  const tapped = { ...ended, tap };
  keeper.ended.set(key, tapped);
  outcome.calls.set(key, tapped);
};

/** Takes in what one agent said and does all that follows from it. */
export const say = (keeper: Keeper, outcome: Outcome, person: PersonId, saying: Saying, moment: Moment): Heard => {
  const { now, policy } = moment;
  outcome.people.add(person);
  switch (saying.kind) {
    case 'offer-shown': {
      const offer = keeper.offers.get(person);
      if (offer?.offer !== saying.offer) return notFound;
      const shown = show(offer, now);
      if (shown !== offer) putOffer(keeper, outcome, shown);
      return done();
    }
    case 'offer-answered': {
      const offer = keeper.offers.get(person);
      if (offer?.offer !== saying.offer) {
        const closed = keeper.closed.get(person);
        if (!closed || offerIdOf(closed) !== saying.offer) return notFound;
        return closed.because === endings[saying.answer] ? done() : tooLate;
      }
      const answered = answer(offer, saying.answer, now);
      if (!answered) return offer.answer === saying.answer ? done() : tooLate;
      putOffer(keeper, outcome, answered);
      const because = endings[saying.answer];
      if (saying.answer === 'not-relevant' && offer.call) {
        const ended = keeper.ended.get(callKey(offer.call.call, offer.call.leg));
        if (ended) tapCall(keeper, outcome, ended, 'fine');
      }
      if (because) endFor(keeper, outcome, person, because, now);
      return done();
    }
    case 'back-on-the-line': {
      const open = keeper.recoveries.get(person);
      if (open?.recovery !== saying.recovery) return keeper.closed.get(person)?.recovery === saying.recovery ? done() : notFound;
      endFor(keeper, outcome, person, 'agent-went-back', now);
      return done();
    }
    case 'a-little-longer': {
      const open = keeper.recoveries.get(person);
      if (open?.recovery !== saying.recovery) return notFound;
      if (open.pause !== 'wanted' || open.extendedMs > 0 || policy.extendMs === 0) return tooLate;
      putSettled(keeper, outcome, open, extend(open, policy.extendMs, now), now);
      return done();
    }
    case 'released': {
      const open = keeper.recoveries.get(person);
      if (!open) return notFound;
      endFor(keeper, outcome, person, 'released', now);
      return done(open.recovery);
    }
    case 'given': {
      const line = keeper.lines.get(person);
      if (line === undefined) return notFound;
      const { gift, ms, homeward } = saying;
      const open = keeper.recoveries.get(person);
      const known = [open, keeper.closed.get(person)].find((one) => one?.gifts?.some((other) => other.gift === gift));
      if (known) return done(known.recovery);
      if (open?.pause === 'wanted') {
        const added = addGift(open, gift, ms, now);
        putSettled(keeper, outcome, open, { ...added, recovery: { ...added.recovery, ...(homeward && { homeward }) } }, now);
        return done(open.recovery);
      }
      if ((open && open.line !== line) || !canProtect(sceneOf(keeper, line))) return tooLate;
      return done(grant(keeper, outcome, { person, line, cause: 'given', call: null, given: { gift, ms, homeward } }, moment).recovery);
    }
    case 'gift-taken-back': {
      const open = keeper.recoveries.get(person);
      if (!open?.gifts?.some(({ gift }) => gift === saying.gift)) return notFound;
      const without = takeBackGift(open, saying.gift, now);
      if (without.recovery === open) return done(open.recovery);
      const ready = without.recovery.pause === 'wanted' ? without.recovery : readyToLift(without.recovery);
      const settled = settle(ready, sceneOf(keeper, open.line), now);
      putSettled(keeper, outcome, open, { ...settled, entries: [...without.entries, ...settled.entries] }, now);
      return done(open.recovery);
    }
    case 'a-minute-please': {
      const line = keeper.lines.get(person);
      if (line === undefined) return notFound;
      const open = keeper.recoveries.get(person);
      if (open?.pause === 'wanted') return done(open.recovery);
      if (!canProtect(sceneOf(keeper, line))) return tooLate;
      const given = grant(keeper, outcome, { person, line, cause: 'asked', call: null }, moment);
      offerRecovery(keeper, outcome, given, null, now);
      return done(given.recovery);
    }
    case 'call-tapped': {
      const key = callKey(saying.call, saying.leg);
      const ended = keeper.ended.get(key) ?? saying.past;
      if (ended?.person !== person || ended.leg.line === null) return notFound;
      const at = Math.min(saying.at ?? now, now);
      if (at < now - shiftMs || (ended.leg.endedAt ?? 0) < at - policy.tapWindowMs) return tooLate;
      if (ended.tap === saying.tap) return done();
      tapCall(keeper, outcome, ended, saying.tap);
      const open = keeper.recoveries.get(person);
      const forThisCall = open?.call === saying.call && open.leg === saying.leg;
      if (saying.tap !== 'hard') {
        // A tap that is taken back takes back what it brought, and nothing else.
        if (forThisCall && (saying.tap === 'fine' || open.cause === 'said-hard')) endFor(keeper, outcome, person, 'agent-said-fine', now);
        return done();
      }
      if (keeper.given.has(key)) return done();
      const claim = {
        person,
        line: ended.leg.line,
        cause: 'said-hard',
        call: { call: saying.call, leg: saying.leg, endedAt: ended.leg.endedAt },
      } as const;
      const given = grant(keeper, outcome, claim, moment);
      offerRecovery(keeper, outcome, given, keeper.ended.get(key) ?? null, now);
      return done(given.recovery);
    }
  }
};
