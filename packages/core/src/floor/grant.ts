import { grantAll } from '../guard/index.ts';
import type { CallId, GiftId, LineId, PersonId, RecoveryId } from '../ids/index.ts';
import { book } from '../ledger/index.ts';
import { answer, intend, type OfferedCall } from '../offer/index.ts';
import { behindLeaseMs, settle, strayPauseMs, type Because, type Cause, type Recovery } from '../pause/index.ts';
import { enter, offerIdOf, putOffer, putSettled, sceneOf } from './books.ts';
import { callKey, type EndedCall, type Keeper, type Moment, type Outcome } from './state.ts';

/** For whom, on which line and for what recovery time is given. `call` is null when the agent simply asked. */
export interface Claim {
  readonly person: PersonId;
  readonly line: LineId;
  readonly cause: Cause;
  readonly call: { readonly call: CallId; readonly leg: number; readonly endedAt: number | null } | null;
  /** Minutes that somebody gave, in place of what policy has for a hard call. */
  readonly given?: { readonly gift: GiftId; readonly ms: number; readonly homeward: boolean };
}

export const givenRecoveryId = (gift: GiftId): RecoveryId => `given-${gift}` as RecoveryId;

/** Named by what it is for, so that the same call can never be given twice. */
const recoveryIdOf = (keeper: Keeper, claim: Claim, now: number): RecoveryId => {
  if (claim.call) return `call-${claim.call.call}-${claim.call.leg}` as RecoveryId;
  if (claim.given) return givenRecoveryId(claim.given.gift);
  const asked = `asked-${claim.person}-${now}` as RecoveryId;
  const last = keeper.recoveries.get(claim.person) ?? keeper.closed.get(claim.person);
  return last?.recovery === asked ? recoveryIdOf(keeper, claim, now + 1) : asked;
};

/** Facts that reach us later than this after the call's end are banked, not begun. */
const lateMs = 15 * 60_000;

/**
 * Books what was earned and begins the recovery, or banks it whole when one is on already or the call is long past.
 */
export const grant = (keeper: Keeper, outcome: Outcome, claim: Claim, moment: Moment): Recovery => {
  const { now, policy } = moment;
  const { person, line, cause } = claim;
  const recovery = recoveryIdOf(keeper, claim, now);
  if (claim.call) keeper.given.set(callKey(claim.call.call, claim.call.leg), now);
  const open = keeper.recoveries.get(person);
  // One that is only being lifted gives way, but not on another line: there its pause would be forgotten.
  const whyBank: Because | null =
    open && (open.pause === 'wanted' || open.line !== line)
      ? 'already-recovering'
      : claim.call?.endedAt != null && claim.call.endedAt < now - lateMs
        ? 'learned-late'
        : null;

  const asks = claim.given ? { floorMs: 0, moreMs: claim.given.ms } : { floorMs: policy.floorMs, moreMs: policy.moreMs };
  const earnedMs = asks.floorMs + asks.moreMs;
  const decision = grantAll(asks);
  const to = { person, recovery, at: now };
  enter(keeper, outcome, [
    ...book({ kind: 'earned', amountMs: earnedMs, ...to }),
    ...book({ kind: 'granted', amountMs: earnedMs, ...to }),
  ]);
  if (decision.kind === 'grant-part') {
    enter(keeper, outcome, book({ kind: 'banked', part: 'deferred', amountMs: decision.bankMs, ...to }));
  }
  const scene = sceneOf(keeper, line);
  const busy = scene.talking || scene.ringing;
  const fresh: Recovery = {
    recovery,
    person,
    line,
    cause,
    call: claim.call?.call ?? null,
    leg: claim.call?.leg ?? null,
    createdAt: now,
    grantedMs: decision.grantMs,
    floorMs: asks.floorMs,
    paidBackMs: 0,
    extendedMs: 0,
    pause: 'wanted',
    queues: [],
    askedAt: null,
    confirmedAt: null,
    lateLiftUntil: null,
    servedMs: 0,
    runningSince: null,
    leaseUntil: now + (busy ? Math.max(behindLeaseMs, decision.grantMs) : decision.grantMs),
    behind: claim.call !== null && claim.call.endedAt === null,
    rangFirst: null,
    because: null,
    bankedMs: 0,
    closedAt: null,
    ...(claim.given && { gifts: [{ gift: claim.given.gift, ms: claim.given.ms, takenBackMs: 0 }] }),
    ...(claim.given?.homeward && { homeward: true }),
  };
  if (whyBank !== null) {
    enter(keeper, outcome, book({ kind: 'banked', amountMs: fresh.grantedMs, ...to }));
    const banked: Recovery = { ...fresh, pause: 'over', because: whyBank, bankedMs: fresh.grantedMs, leaseUntil: now, closedAt: now };
    outcome.recoveries.set(recovery, banked);
    return banked;
  }

  // What is owed is paid back after a hard call, and is not used up by what somebody gives.
  const paidBackMs = claim.given ? 0 : Math.min(keeper.banked.get(person) ?? 0, policy.payBackMaxMs);
  enter(keeper, outcome, book({ kind: 'paid-back', amountMs: paidBackMs, ...to }));
  if (open) outcome.recoveries.set(open.recovery, { ...open, pause: 'over', closedAt: now });
  const begun: Recovery = {
    ...fresh,
    grantedMs: fresh.grantedMs + paidBackMs,
    paidBackMs,
    leaseUntil: fresh.leaseUntil + paidBackMs,
    // A pause of ours that was just on its way off is simply kept.
    queues: open?.queues ?? [],
    lateLiftUntil: open?.askedAt == null ? null : open.askedAt + strayPauseMs,
  };
  keeper.closed.delete(person);
  keeper.recoveries.set(person, begun);
  const settled = settle(begun, scene, now);
  putSettled(keeper, outcome, null, settled, now);
  return settled.recovery;
};

const offeredCall = (ended: EndedCall): OfferedCall | null =>
  ended.judgement && { call: ended.call, leg: ended.leg.leg, queue: ended.leg.queue, judgement: ended.judgement };

/** Puts the card out for a recovery that is open; on the agent's own asking it is accepted before it is seen. */
export const offerRecovery = (keeper: Keeper, outcome: Outcome, recovery: Recovery, ended: EndedCall | null, now: number): void => {
  if (recovery.pause !== 'wanted' || keeper.offers.get(recovery.person)?.recovery === recovery.recovery) return;
  const offer = intend(
    { offer: offerIdOf(recovery), recovery: recovery.recovery, person: recovery.person, call: ended && offeredCall(ended) },
    now,
  );
  putOffer(keeper, outcome, offer);
  const asked = recovery.cause === 'asked' && answer(offer, 'accepted', now);
  if (asked) putOffer(keeper, outcome, asked);
};
