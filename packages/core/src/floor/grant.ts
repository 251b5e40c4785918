import { grantInFull } from '../guard/index.ts';
import type { CallId, TimeGrantId, LineId, PersonId, RecoveryId } from '../ids/index.ts';
import { post } from '../ledger/index.ts';
import { answerOffer, createOffer, type OfferedCall } from '../offer/index.ts';
import {
  closeRecovery,
  duringCallLeaseMs,
  isOpen,
  latePauseWindowMs,
  openRecovery,
  overrunAfter,
  type EndReason,
  type Recovery,
  type RecoveryCause,
} from '../pause/index.ts';
import { observePerson, offerIdOf, reconcileRecovery, recordEntries, saveOffer } from './record-effects.ts';
import { callKey, type EndedCall, type FloorState, type DecisionContext, type Effects } from './state.ts';

/** Person, line and cause that recovery time is granted for. `call` is null when the agent asked for a minute. */
export interface GrantRequest {
  readonly person: PersonId;
  readonly line: LineId;
  readonly cause: RecoveryCause;
  readonly call: { readonly call: CallId; readonly leg: number; readonly endedAt: number | null } | null;
  /** Given minutes, instead of those that policy grants for a hard call. */
  readonly given?: { readonly gift: TimeGrantId; readonly ms: number; readonly untilEndOfDay: boolean; readonly waitsForPause?: boolean };
}

/** Identifies the recovery that a grant of minutes makes. */
export const timeGrantRecoveryId = (gift: TimeGrantId): RecoveryId => `given-${gift}` as RecoveryId;

/** A recovery's id follows from its cause, so that one call is never granted recovery time twice. */
const recoveryIdOf = (floor: FloorState, request: GrantRequest, now: number): RecoveryId => {
  if (request.call) return `call-${request.call.call}-${request.call.leg}` as RecoveryId;
  if (request.given) return timeGrantRecoveryId(request.given.gift);
  const asked = `asked-${request.person}-${now}` as RecoveryId;
  const last = floor.recoveries.get(request.person) ?? floor.closed.get(request.person);
  return last?.recovery === asked ? recoveryIdOf(floor, request, now + 1) : asked;
};

/** Time after the end of a call within which recovery time for it may begin; when the call becomes known as hard later, the minutes are banked. */
const bankAfterMs = 15 * 60_000;

/**
 * Posts the earned minutes and begins the recovery, or banks it whole when another one is open or the call is long past.
 *
 * @returns the recovery; closed at once when it was banked
 */
export const grant = (floor: FloorState, effects: Effects, request: GrantRequest, context: DecisionContext): Recovery => {
  const { now, policy } = context;
  const { person, line, cause } = request;
  const recovery = recoveryIdOf(floor, request, now);
  if (request.call) floor.granted.set(callKey(request.call.call, request.call.leg), now);
  const open = floor.recoveries.get(person);
  // A recovery in state `ending` gives way, except on another line, where its pause would stay.
  const whyBank: EndReason | null =
    open && (isOpen(open) || open.line !== line)
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
  const observed = observePerson(floor, { person, line });
  const busy = observed.talking || observed.ringing;
  const fresh = {
    recovery,
    person,
    line,
    cause,
    call: request.call?.call ?? null,
    leg: request.call?.leg ?? null,
    createdAt: now,
    grantedMs: decision.grantMs,
    guaranteedMs: asks.guaranteedMs,
    paidBackMs: 0,
    extendedMs: 0,
    servedMs: 0,
    queues: [],
    askedAt: null,
    confirmedAt: null,
    pausedDuringCall: request.call !== null && request.call.endedAt === null,
    missedCause: null,
    leaseUntil: now + (busy ? Math.max(duringCallLeaseMs, decision.grantMs) : decision.grantMs),
    ...(request.given && { gifts: [{ gift: request.given.gift, ms: request.given.ms, takenBackMs: 0 }] }),
    ...(request.given?.untilEndOfDay && { untilEndOfDay: true as const }),
    ...(request.given?.waitsForPause && { waitsForPause: true as const }),
  };
  if (whyBank !== null) {
    recordEntries(floor, effects, post({ kind: 'banked', amountMs: fresh.grantedMs, ...to }));
    const banked: Recovery = { ...fresh, state: 'closed', endReason: whyBank, bankedMs: fresh.grantedMs, leaseUntil: now, closedAt: now };
    effects.recoveries.set(recovery, banked);
    return banked;
  }

  // Banked minutes are paid back after a hard call, not with given minutes.
  const paidBackMs = request.given ? 0 : Math.min(floor.banked.get(person) ?? 0, policy.payBackMaxMs);
  recordEntries(floor, effects, post({ kind: 'paid-back', amountMs: paidBackMs, ...to }));
  if (open?.state === 'ending') {
    recordEntries(floor, effects, overrunAfter(open, { ...observed, resumedAt: new Map(open.queues.map((queue) => [queue, now])) }, now));
    effects.recoveries.set(open.recovery, closeRecovery(open, now));
  }
  const begun = openRecovery({
    ...fresh,
    grantedMs: fresh.grantedMs + paidBackMs,
    paidBackMs,
    leaseUntil: fresh.leaseUntil + paidBackMs,
    // The pause of a recovery that is being lifted is taken over.
    queues: open?.queues ?? [],
    lateLiftUntil: open?.askedAt == null ? null : open.askedAt + latePauseWindowMs,
  });
  floor.closed.delete(person);
  floor.recoveries.set(person, begun);
  return reconcileRecovery(floor, effects, null, { recovery: begun, entries: [] }, now);
};

const offeredCall = (ended: EndedCall): OfferedCall | null =>
  ended.judgement && { call: ended.call, leg: ended.visit.leg, queue: ended.visit.queue, judgement: ended.judgement };

/** Creates the offer of an open recovery that has none; accepted at once when the agent asked for the recovery. */
export const offerRecovery = (floor: FloorState, effects: Effects, recovery: Recovery, ended: EndedCall | null, now: number): void => {
  if (!isOpen(recovery) || floor.offers.get(recovery.person)?.recovery === recovery.recovery) return;
  const offer = createOffer(
    { offer: offerIdOf(recovery), recovery: recovery.recovery, person: recovery.person, call: ended && offeredCall(ended) },
    now,
  );
  saveOffer(floor, effects, offer);
  const asked = recovery.cause === 'asked' && answerOffer(offer, 'accepted', now);
  if (asked) saveOffer(floor, effects, asked);
};
