import type { CallId, TimeGrantId, LineId, OfferId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import { answerOffer, answerUndoMs, reopenOffer, showOffer, type Offer, type OfferAnswer } from '../offer/index.ts';
import { addTimeGrant, endOffQueue, endRecovery, extendRecovery, isOpen, recoveryPauseReason, takeBackTimeGrant, type EndReason, type ObservedLine } from '../pause/index.ts';
import { observePerson, offerIdOf, reconcileOffQueues, reconcileRecovery, replaceOffer, saveOffer, saveOffQueue, saveRecovery } from './record-effects.ts';
import { grant, offerRecovery } from './grant.ts';
import { linesOf } from './owners.ts';
import { liftUnexplained, releaseLine } from './stray-pauses.ts';
import { callKey, type EndedCall, type FloorState, type DecisionContext, type Effects } from './state.ts';

type AgentRating = 'hard' | 'fine';

/** Time within which a tap that could not be sent at once is still accepted: as long as a shift may last. */
const longestShiftMs = 12 * 3_600_000;

/** Gift that takes a person off a queue. */
export interface OffQueueGrant {
  readonly gift: TimeGrantId;
  readonly line: LineId;
  readonly queue: QueueName;
  /** Epoch milliseconds. */
  readonly untilAt: number;
}

/** Command of an agent. An administrator sends `released` in the agent's place, and the giver sends the commands of a gift. */
export type AgentCommand =
  | { readonly kind: 'offer-shown'; readonly offer: OfferId }
  | {
      readonly kind: 'offer-answered';
      readonly offer: OfferId;
      readonly answer: OfferAnswer;
      /** True for an answer that opens the line only once it can no longer be taken back. */
      readonly undoable?: boolean;
    }
  | { readonly kind: 'answer-undone'; readonly offer: OfferId }
  | { readonly kind: 'back-on-the-line'; readonly recovery: RecoveryId }
  | { readonly kind: 'a-little-longer'; readonly recovery: RecoveryId }
  | { readonly kind: 'a-minute-please' }
  /** Ends everything that pauses a line of the person, and lifts every pause that is known as Onhook's. */
  | { readonly kind: 'released' }
  /** An administrator lifts a pause that looks like Onhook's. The line may be nobody's. */
  | { readonly kind: 'pause-lifted'; readonly line: LineId; readonly queue: QueueName }
  /** Minutes from the person who was asked for them: from now on, from the end of another pause on, or on top of running ones; until the end of the day for an early finish. */
  | { readonly kind: 'given'; readonly gift: TimeGrantId; readonly ms: number; readonly untilEndOfDay: boolean }
  | { readonly kind: 'gift-taken-back'; readonly gift: TimeGrantId }
  /** The person is off one queue of their line until `untilAt`; the time grant is stored before. */
  | ({ readonly kind: 'queue-taken-off' } & OffQueueGrant)
  | ({ readonly kind: 'queue-given-back' } & OffQueueGrant)
  | {
      readonly kind: 'call-tapped';
      readonly call: CallId;
      readonly leg: number;
      /** Null takes the tap back. */
      readonly tap: AgentRating | null;
      /** Time of the tap, in epoch milliseconds, when it is sent later; now when left out. */
      readonly at?: number;
      /** Call of the tap, for a call that may be too long ago for the floor state to hold it. */
      readonly past?: EndedCall;
    };

export type CommandResult =
  | { readonly kind: 'done'; readonly recovery: RecoveryId | null }
  | { readonly kind: 'not-found' }
  /** The command comes too late: the offer was answered, the minutes are over, or the call is too long ago. */
  | { readonly kind: 'no-longer-possible' };

const done = (recovery: RecoveryId | null = null): CommandResult => ({ kind: 'done', recovery });
const noLongerPossible: CommandResult = { kind: 'no-longer-possible' };
const notFound: CommandResult = { kind: 'not-found' };

const endRecoveryOf = (floor: FloorState, effects: Effects, person: PersonId, endReason: EndReason, now: number): void => {
  const open = floor.recoveries.get(person);
  if (isOpen(open)) reconcileRecovery(floor, effects, open, endRecovery(open, endReason, now), now);
};

const endReasonOfAnswer: Partial<Record<OfferAnswer, EndReason>> = {
  later: 'agent-said-later',
  skipped: 'agent-skipped',
  'not-relevant': 'agent-said-fine',
};

/** False for a line that is in no queue, or paused in all its queues for another reason: minutes would protect nothing there. */
const canProtect = ({ feedUp, pauses }: ObservedLine): boolean =>
  !feedUp || [...pauses.values()].some((reason) => reason === null || reason === recoveryPauseReason);

const rateCall = (floor: FloorState, effects: Effects, ended: EndedCall, agentRating: AgentRating | null): void => {
  const key = callKey(ended.call, ended.visit.leg);
  const rated: EndedCall = { ...ended, agentRating };
  floor.ended.set(key, rated);
  effects.calls.set(key, rated);
};

/** Makes a pending answer final: rates the call if it was fine, and ends the recovery. */
const settleAnswer = (floor: FloorState, effects: Effects, offer: Offer, endReason: EndReason, now: number): void => {
  saveOffer(floor, effects, offer);
  if (offer.answer === 'not-relevant' && offer.call) {
    const ended = floor.ended.get(callKey(offer.call.call, offer.call.leg));
    if (ended) rateCall(floor, effects, ended, 'fine');
  }
  endRecoveryOf(floor, effects, offer.person, endReason, now);
};

/** Answer of a person's open offer that opens the line unless it is taken back before `takesEffectAt`, in epoch milliseconds. */
interface PendingAnswer {
  readonly answer: 'later' | 'skipped' | 'not-relevant';
  readonly takesEffectAt: number;
}

/** Returns the person's pending answer; null if there is none. An answer that opens the line at once ends its offer. */
export const pendingAnswer = (floor: FloorState, person: PersonId): PendingAnswer | null => {
  const offer = floor.offers.get(person);
  if (!offer || offer.answeredAt === null || offer.answer === null || offer.answer === 'accepted' || offer.state !== 'answered') return null;
  // Minutes that end before are over all the same, and the answer counts.
  const endsAt = floor.recoveries.get(person)?.leaseUntil ?? Infinity;
  return { answer: offer.answer, takesEffectAt: Math.min(endsAt, offer.answeredAt + answerUndoMs) };
};

/** Makes answers final that can no longer be taken back; call it about once a second. */
export const settleAnswers = (floor: FloorState, effects: Effects, now: number): void => {
  for (const [person, offer] of floor.offers) {
    const pending = pendingAnswer(floor, person);
    const endReason = pending && endReasonOfAnswer[pending.answer];
    if (endReason && now >= pending.takesEffectAt) settleAnswer(floor, effects, offer, endReason, now);
  }
};

/** Applies a command of an agent to the floor and adds all consequences to the effects. */
export const handleCommand = (floor: FloorState, effects: Effects, person: PersonId, command: AgentCommand, context: DecisionContext): CommandResult => {
  const { now, policy } = context;
  effects.people.add(person);
  switch (command.kind) {
    case 'offer-shown': {
      const offer = floor.offers.get(person);
      if (offer?.offer !== command.offer) return notFound;
      const shown = showOffer(offer, now);
      if (shown !== offer) saveOffer(floor, effects, shown);
      return done();
    }
    case 'offer-answered': {
      const offer = floor.offers.get(person);
      if (offer?.offer !== command.offer) {
        const closed = floor.closed.get(person);
        if (!closed || offerIdOf(closed) !== command.offer) return notFound;
        return closed.endReason === endReasonOfAnswer[command.answer] ? done() : noLongerPossible;
      }
      const endReason = endReasonOfAnswer[command.answer];
      const answered = answerOffer(offer, command.answer, now);
      if (!answered && offer.answer !== command.answer) return noLongerPossible;
      if (endReason && command.undoable) {
        if (answered) replaceOffer(floor, effects, answered);
      } else if (endReason) settleAnswer(floor, effects, answered ?? offer, endReason, now);
      else if (answered) saveOffer(floor, effects, answered);
      return done();
    }
    case 'answer-undone': {
      const offer = floor.offers.get(person);
      if (offer?.offer !== command.offer) {
        const closed = floor.closed.get(person);
        return closed && offerIdOf(closed) === command.offer ? noLongerPossible : notFound;
      }
      if (offer.answer === 'accepted') return noLongerPossible;
      if (offer.state === 'answered') replaceOffer(floor, effects, reopenOffer(offer));
      return done();
    }
    case 'back-on-the-line': {
      const open = floor.recoveries.get(person);
      if (open?.recovery !== command.recovery) return floor.closed.get(person)?.recovery === command.recovery ? done() : notFound;
      endRecoveryOf(floor, effects, person, 'agent-went-back', now);
      return done();
    }
    case 'a-little-longer': {
      const open = floor.recoveries.get(person);
      if (open?.recovery !== command.recovery) return notFound;
      if (!isOpen(open) || open.extendedMs > 0 || policy.extendMs === 0) return noLongerPossible;
      saveRecovery(floor, effects, open, extendRecovery(open, policy.extendMs, now), now);
      return done();
    }
    case 'released': {
      const open = floor.recoveries.get(person);
      const lines = new Set(linesOf(floor, person));
      // Time off a queue ends first, or it would take the queue over from the recovery.
      for (const off of floor.offQueues.values()) {
        if (off.person !== person || endOffQueue(off, now) === off) continue;
        saveOffQueue(floor, effects, endOffQueue(off, now));
        lines.add(off.line);
      }
      if (open) lines.add(open.line);
      endRecoveryOf(floor, effects, person, 'released', now);
      reconcileOffQueues(floor, effects, now, lines);
      for (const line of lines) releaseLine(floor, effects, line, now);
      return open || effects.commands.length > 0 ? done(open?.recovery) : notFound;
    }
    case 'pause-lifted':
      return liftUnexplained(floor, effects, command.line, command.queue, now) ? done() : noLongerPossible;
    case 'given': {
      const line = floor.lines.get(person);
      if (line === undefined) return notFound;
      const { gift, ms, untilEndOfDay } = command;
      const open = floor.recoveries.get(person);
      const known = [open, floor.closed.get(person)].find((one) => one?.gifts?.some((other) => other.gift === gift));
      if (known) return done(known.recovery);
      if (isOpen(open)) {
        saveRecovery(floor, effects, open, addTimeGrant(open, { gift, ms, untilEndOfDay }, now), now);
        return done(open.recovery);
      }
      const observed = observePerson(floor, { person, line });
      const waitsForPause = !canProtect(observed);
      if ((open && open.line !== line) || (waitsForPause && observed.pauses.size === 0)) return noLongerPossible;
      return done(grant(floor, effects, { person, line, cause: 'given', call: null, given: { gift, ms, untilEndOfDay, waitsForPause } }, context).recovery);
    }
    case 'gift-taken-back': {
      const open = floor.recoveries.get(person);
      if (!open?.gifts?.some(({ gift }) => gift === command.gift)) return notFound;
      const without = takeBackTimeGrant(open, command.gift, now);
      if (without.recovery === open) return done(open.recovery);
      reconcileRecovery(floor, effects, open, without, now);
      return done(open.recovery);
    }
    case 'queue-taken-off': {
      const { gift, line, queue, untilAt } = command;
      if (!floor.offQueues.has(gift)) {
        saveOffQueue(floor, effects, { gift, person, line, queue, untilAt, state: 'wanted', askedAt: null, seenAt: null });
        reconcileOffQueues(floor, effects, now, new Set([line]));
      }
      return done();
    }
    case 'queue-given-back': {
      const { gift, line, queue, untilAt } = command;
      const off = floor.offQueues.get(gift);
      // A time grant that is unknown here is kept as over, so that a late `queue-taken-off` does not begin it.
      if (!off) saveOffQueue(floor, effects, { gift, person, line, queue, untilAt, state: 'over', askedAt: null, seenAt: null });
      else if (endOffQueue(off, now) !== off) {
        saveOffQueue(floor, effects, endOffQueue(off, now));
        reconcileOffQueues(floor, effects, now, new Set([off.line]));
      }
      return done();
    }
    case 'a-minute-please': {
      const line = floor.lines.get(person);
      if (line === undefined) return notFound;
      const open = floor.recoveries.get(person);
      if (isOpen(open)) return done(open.recovery);
      if (!canProtect(observePerson(floor, { person, line }))) return noLongerPossible;
      const given = grant(floor, effects, { person, line, cause: 'asked', call: null }, context);
      offerRecovery(floor, effects, given, null, now);
      return done(given.recovery);
    }
    case 'call-tapped': {
      const key = callKey(command.call, command.leg);
      const ended = floor.ended.get(key) ?? command.past;
      if (ended?.person !== person || ended.visit.line === null) return notFound;
      const at = Math.min(command.at ?? now, now);
      if (at < now - longestShiftMs || (ended.visit.endedAt ?? 0) < at - policy.tapWindowMs) return noLongerPossible;
      if (ended.agentRating === command.tap) return done();
      rateCall(floor, effects, ended, command.tap);
      const open = floor.recoveries.get(person);
      const forThisCall = open?.call === command.call && open.leg === command.leg;
      if (command.tap !== 'hard') {
        // Taking back a tap undoes only the consequences of that tap.
        if (forThisCall && (command.tap === 'fine' || open.cause === 'said-hard')) endRecoveryOf(floor, effects, person, 'agent-said-fine', now);
        return done();
      }
      if (floor.granted.has(key)) return done();
      const request = {
        person,
        line: ended.visit.line,
        cause: 'said-hard',
        call: { call: command.call, leg: command.leg, endedAt: ended.visit.endedAt },
      } as const;
      const given = grant(floor, effects, request, context);
      offerRecovery(floor, effects, given, floor.ended.get(key) ?? null, now);
      return done(given.recovery);
    }
  }
};
