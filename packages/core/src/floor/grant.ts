import { grantInFull } from '../guard/index.ts';
import type { CallId, GiftId, LineId, PersonId, RecoveryId } from '../ids/index.ts';
import { post } from '../ledger/index.ts';
import { answerOffer, createOffer, type OfferedCall } from '../offer/index.ts';
import { duringCallLeaseMs, reconcileRecovery, latePauseWindowMs, type EndReason, type RecoveryCause, type Recovery } from '../pause/index.ts';
import { recordEntries, offerIdOf, saveOffer, saveRecovery, observeLine } from './record-effects.ts';
import { callKey, type EndedCall, type FloorState, type DecisionContext, type Effects } from './state.ts';

/** For whom, on which line and for what recovery time is given. `call` is null when the agent simply asked. */
export interface GrantRequest {
  readonly person: PersonId;
  readonly line: LineId;
  readonly cause: RecoveryCause;
  readonly call: { readonly call: CallId; readonly leg: number; readonly endedAt: number | null } | null;
  /** Minutes that somebody gave, in place of what policy has for a hard call. */
  readonly given?: { readonly gift: GiftId; readonly ms: number; readonly untilEndOfDay: boolean };
}

export const giftRecoveryId = (gift: GiftId): RecoveryId => `given-${gift}` as RecoveryId;

/** Named by what it is for, so that the same call can never be given twice. */
const recoveryIdOf = (floor: FloorState, request: GrantRequest, now: number): RecoveryId => {
  if (request.call) return `call-${request.call.call}-${request.call.leg}` as RecoveryId;
  if (request.given) return giftRecoveryId(request.given.gift);
  const asked = `asked-${request.person}-${now}` as RecoveryId;
  const last = floor.recoveries.get(request.person) ?? floor.closed.get(request.person);
  return last?.recovery === asked ? recoveryIdOf(floor, request, now + 1) : asked;
};

/** Facts that reach us later than this after the call's end are banked, not begun. */
const bankAfterMs = 15 * 60_000;

/**
 * Books what was earned and begins the recovery, or banks it whole when one is on already or the call is long past.
 */
export const grant = (floor: FloorState, effects: Effects, request: GrantRequest, context: DecisionContext): Recovery => {
  const { now, policy } = context;
  const { person, line, cause } = request;
  const recovery = recoveryIdOf(floor, request, now);
  if (request.call) floor.granted.set(callKey(request.call.call, request.call.leg), now);
  const open = floor.recoveries.get(person);
  // One that is only being lifted gives way, but not on another line: there its pause would be forgotten.
  const whyBank: EndReason | null =
    open && (open.pause === 'wanted' || open.line !== line)
      ? 'already-recovering'
      : request.call?.endedAt != null && request.call.endedAt < now - bankAfterMs
        ? 'learned-late'
        : null;

  const asks = request.given ? { guaranteedMs: 0, moreMs: request.given.ms } : { guaranteedMs: policy.guaranteedMs, moreMs: policy.moreMs };
  const earnedMs = asks.guaranteedMs + asks.moreMs;
  const decision = grantInFull(asks);
  const to = { person, recovery, at: now };
  recordEntries(floor, effects, [
    ...post({ kind: 'earned', amountMs: earnedMs, ...to }),
    ...post({ kind: 'granted', amountMs: earnedMs, ...to }),
  ]);
  if (decision.kind === 'grant-part') {
    recordEntries(floor, effects, post({ kind: 'banked', part: 'deferred', amountMs: decision.bankMs, ...to }));
  }
  const observed = observeLine(floor, line);
  const busy = observed.talking || observed.ringing;
  const fresh: Recovery = {
    recovery,
    person,
    line,
    cause,
    call: request.call?.call ?? null,
    leg: request.call?.leg ?? null,
    createdAt: now,
    grantedMs: decision.grantMs,
    floorMs: asks.guaranteedMs,
    paidBackMs: 0,
    extendedMs: 0,
    pause: 'wanted',
    queues: [],
    askedAt: null,
    confirmedAt: null,
    lateLiftUntil: null,
    servedMs: 0,
    runningSince: null,
    leaseUntil: now + (busy ? Math.max(duringCallLeaseMs, decision.grantMs) : decision.grantMs),
    behind: request.call !== null && request.call.endedAt === null,
    rangFirst: null,
    because: null,
    bankedMs: 0,
    closedAt: null,
    ...(request.given && { gifts: [{ gift: request.given.gift, ms: request.given.ms, takenBackMs: 0 }] }),
    ...(request.given?.untilEndOfDay && { homeward: true }),
  };
  if (whyBank !== null) {
    recordEntries(floor, effects, post({ kind: 'banked', amountMs: fresh.grantedMs, ...to }));
    const banked: Recovery = { ...fresh, pause: 'over', because: whyBank, bankedMs: fresh.grantedMs, leaseUntil: now, closedAt: now };
    effects.recoveries.set(recovery, banked);
    return banked;
  }

  // What is owed is paid back after a hard call, and is not used up by what somebody gives.
  const paidBackMs = request.given ? 0 : Math.min(floor.banked.get(person) ?? 0, policy.payBackMaxMs);
  recordEntries(floor, effects, post({ kind: 'paid-back', amountMs: paidBackMs, ...to }));
  if (open) effects.recoveries.set(open.recovery, { ...open, pause: 'over', closedAt: now });
  const begun: Recovery = {
    ...fresh,
    grantedMs: fresh.grantedMs + paidBackMs,
    paidBackMs,
    leaseUntil: fresh.leaseUntil + paidBackMs,
    // A pause of ours that was just on its way off is simply kept.
    queues: open?.queues ?? [],
    lateLiftUntil: open?.askedAt == null ? null : open.askedAt + latePauseWindowMs,
  };
  floor.closed.delete(person);
  floor.recoveries.set(person, begun);
  const settled = reconcileRecovery(begun, observed, now);
  saveRecovery(floor, effects, null, settled, now);
  return settled.recovery;
};

const offeredCall = (ended: EndedCall): OfferedCall | null =>
  ended.judgement && { call: ended.call, leg: ended.leg.leg, queue: ended.leg.queue, judgement: ended.judgement };

/** Puts the card out for a recovery that is open; on the agent's own asking it is accepted before it is seen. */
export const offerRecovery = (floor: FloorState, effects: Effects, recovery: Recovery, ended: EndedCall | null, now: number): void => {
  if (recovery.pause !== 'wanted' || floor.offers.get(recovery.person)?.recovery === recovery.recovery) return;
  const offer = createOffer(
    { offer: offerIdOf(recovery), recovery: recovery.recovery, person: recovery.person, call: ended && offeredCall(ended) },
    now,
  );
  saveOffer(floor, effects, offer);
  const asked = recovery.cause === 'asked' && answerOffer(offer, 'accepted', now);
  if (asked) saveOffer(floor, effects, asked);
};
