import type { PanelView } from '@onhook/contract';
import { agentState } from '@onhook/core/call';
import type { LineId, PersonId } from '@onhook/core/ids';
import { callKey, lineInFocus, pendingAnswer, type FloorState, type Policy } from '@onhook/core/floor';
import { isOpen, pauseFactsOf, type ClosedRecovery, type EndingRecovery, type OpenRecovery } from '@onhook/core/pause';

const wrapUpOf = (policy: Policy, queue: string | null): number => (queue !== null && Object.hasOwn(policy.wrapUpMs, queue) ? policy.wrapUpMs[queue] : policy.wrapUpMs['']) ?? 0;

export const lineState = (floor: FloorState, policy: Policy, line: LineId, now: number) => {
  const track = floor.tracker.lines.get(line);
  return track ? agentState(track, now, wrapUpOf(policy, track.lastQueue)) : null;
};

const recoveryView = (recovery: OpenRecovery | EndingRecovery, policy: Policy): PanelView['recovery'] => ({
  recovery: recovery.recovery,
  cause: recovery.cause,
  state: recovery.state,
  rangFirst: pauseFactsOf(recovery).missedCause !== null,
  waitsForPause: recovery.waitsForPause === true,
  grantedMs: recovery.grantedMs,
  pausedSince: recovery.state === 'paused' ? recovery.runningSince : null,
  pausedUntil: recovery.state === 'paused' ? recovery.leaseUntil : null,
  canExtendMs: isOpen(recovery) && recovery.extendedMs === 0 ? policy.extendMs : 0,
});

type ClosedView = NonNullable<PanelView['lastClosed']>;

const closedView = (recovery: EndingRecovery | ClosedRecovery | undefined): ClosedView | null =>
  recovery && recovery.endReason !== 'already-recovering' && recovery.endReason !== 'learned-late'
    ? {
        recovery: recovery.recovery,
        because: recovery.endReason,
        servedMs: recovery.servedMs,
        grantedMs: recovery.grantedMs,
        bankedMs: recovery.bankedMs,
        at: recovery.state === 'closed' ? recovery.closedAt : recovery.leaseUntil,
      }
    : null;

const todayView = (floor: FloorState, person: PersonId, dayStartAt: number): PanelView['today'] => {
  const sum = { grantedMs: 0, honouredMs: 0, waivedMs: 0, paidBackMs: 0, overrunMs: 0 };
  const cutShort: PanelView['today']['cutShort'] = [];
  for (const entry of floor.today.get(person) ?? []) {
    if (entry.amountMs <= 0 || entry.at < dayStartAt) continue;
    if (entry.account === 'granted') sum.grantedMs += entry.amountMs;
    if (entry.account === 'honoured') sum.honouredMs += entry.amountMs;
    if (entry.account === 'overrun') sum.overrunMs += entry.amountMs;
    if (entry.account === 'waived') sum.waivedMs += entry.amountMs;
    if (entry.kind === 'paid-back') sum.paidBackMs += entry.amountMs;
    if (entry.account === 'cut-short' && entry.by && entry.by !== 'onhook') cutShort.push({ ms: entry.amountMs, by: entry.by, at: entry.at });
  }
  return { ...sum, cutShort, bankedMs: floor.banked.get(person) ?? 0 };
};

const rateableCallView = (floor: FloorState, person: PersonId, policy: Policy, now: number): PanelView['tappable'] => {
  const ended = floor.ended.get(floor.lastEnded.get(person) ?? '');
  if (!ended || ended.visit.endedAt === null || ended.visit.endedAt < now - policy.tapWindowMs) return null;
  return {
    call: ended.call,
    leg: ended.visit.leg,
    queue: ended.visit.queue,
    endedAt: ended.visit.endedAt,
    level: ended.judgement?.level ?? 1,
    tap: ended.agentRating,
  };
};

export interface PanelContext {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Policy;
}

/** Presents an agent's panel. Contains nothing about other agents. */
export const presentPanel = (floor: FloorState, person: { readonly person: PersonId; readonly name: string }, context: PanelContext): PanelView => {
  const { now, policy } = context;
  const line = lineInFocus(floor, person.person);
  const track = line === undefined ? undefined : floor.tracker.lines.get(line);
  const state = line === undefined ? null : lineState(floor, policy, line, now);
  const recovery = floor.recoveries.get(person.person);
  const offer = floor.offers.get(person.person);
  const ended = offer?.call ? floor.ended.get(callKey(offer.call.call, offer.call.leg)) : undefined;
  const pending = pendingAnswer(floor, person.person);
  const isOfferShown = offer && (offer.state === 'intended' || offer.state === 'shown' || offer.answer === 'accepted' || pending !== null);
  return {
    serverNow: now,
    person,
    line: state && { state: state.kind, since: state.since, reason: state.kind === 'paused' ? state.reason : null },
    phonesUp: track !== undefined && (floor.tracker.feeds.get(track.source)?.up ?? false),
    recovery: recovery ? recoveryView(recovery, policy) : null,
    offer: isOfferShown
      ? {
          offer: offer.offer,
          recovery: offer.recovery,
          state: offer.answer === 'accepted' ? 'accepted' : offer.shownAt === null ? 'intended' : 'shown',
          call: offer.call && {
            call: offer.call.call,
            leg: offer.call.leg,
            queue: offer.call.queue,
            level: offer.call.judgement.level,
            reasons: ended?.agentRating === 'hard' ? [{ kind: 'agent-said' }] : [...offer.call.judgement.reasons],
          },
          pending,
        }
      : null,
    lastClosed: closedView(floor.closed.get(person.person)),
    tappable: rateableCallView(floor, person.person, policy, now),
    today: todayView(floor, person.person, context.dayStartAt),
    policy: { guaranteedMs: policy.guaranteedMs, moreMs: policy.moreMs, extendMs: policy.extendMs },
  };
};
