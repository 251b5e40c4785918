import { isDoubtful, isTrusted, pruneTracker } from '../call/index.ts';
import type { CallId, PersonId, QueueName } from '../ids/index.ts';
import type { Baseline } from '../difficulty/index.ts';
import { isOpen, refuseRecovery, type LineRequestId } from '../pause/index.ts';
import { reconcileOffQueues, reconcilePerson, reconcileRecovery } from './record-effects.ts';
import { settleAnswers } from './agent-commands.ts';
import { grant } from './grant.ts';
import { liftStrayPauses } from './stray-pauses.ts';
import { judgeVisit, usualNow } from './phone-events.ts';
import { callKey, type FloorState, type DecisionContext, type Effects } from './state.ts';

/**
 * Applies the passing of time; call it about once a second. A call that becomes hard while it runs gets its pause during
 * the call, a lease that has run out ends its recovery, an unanswered command is repeated.
 */
export const onClockTick = (floor: FloorState, effects: Effects, context: DecisionContext): void => {
  const usual = new Map<QueueName, Baseline>();
  for (const track of floor.tracker.lines.values()) {
    const person = floor.people.get(track.line);
    // Without a trusted feed, a call that seems to last may long be over.
    if (!isTrusted(floor.tracker.feeds.get(track.source))) continue;
    if (person === undefined || track.talking.size === 0 || isOpen(floor.recoveries.get(person))) continue;
    for (const call of track.talking.keys()) {
      const callTrack = floor.tracker.calls.get(call);
      const visit = callTrack?.call.legs.findLast((l) => l.outcome === 'talking' && l.line === track.line);
      if (!callTrack || !visit || isDoubtful(floor.tracker, callTrack, visit) || floor.granted.has(callKey(call, visit.leg))) continue;
      let known = usual.get(visit.queue);
      if (!known) usual.set(visit.queue, (known = usualNow(floor, visit.queue, context)));
      if (judgeVisit(floor, callTrack, visit, known, context).level < context.policy.hardLevel) continue;
      grant(floor, effects, { person, line: track.line, cause: 'hard-call', call: { call, leg: visit.leg, endedAt: null } }, context);
      break;
    }
  }
  settleAnswers(floor, effects, context.now);
  for (const person of floor.recoveries.keys()) reconcilePerson(floor, effects, person, context.now);
  reconcileOffQueues(floor, effects, context.now);
  liftStrayPauses(floor, effects, context.now);
};

/** Age after which an open call counts as one whose end was never reported. */
const openForMs = 12 * 3_600_000;

/**
 * Deletes state that no decision needs any more; call it about once a minute.
 *
 * @param dayStartAt the centre's last midnight, epoch milliseconds
 */
export const pruneState = (floor: FloorState, context: DecisionContext, dayStartAt: number): void => {
  const { now, policy } = context;
  const endedBefore = now - policy.tapWindowMs - 60_000;
  pruneTracker(floor.tracker, now, { targetSeconds: policy.targetSeconds, endedBefore, openForMs });
  for (const [key, ended] of floor.ended) if ((ended.visit.endedAt ?? 0) < endedBefore) floor.ended.delete(key);
  for (const [person, key] of floor.lastEnded) if (!floor.ended.has(key)) floor.lastEnded.delete(person);
  for (const key of floor.answeredBy.keys()) {
    const [call] = key.split(/\/\d+$/);
    if (!floor.tracker.calls.has(call as CallId)) floor.answeredBy.delete(key);
  }
  for (const [key, at] of floor.granted) if (at < now - openForMs - policy.tapWindowMs) floor.granted.delete(key);
  for (const [gift, off] of floor.offQueues) if (off.state === 'over' && off.untilAt < now - 60_000) floor.offQueues.delete(gift);
  for (const [person, entries] of floor.today) {
    const kept = entries.filter((entry) => entry.at >= dayStartAt);
    if (kept.length === 0) floor.today.delete(person);
    else if (kept.length < entries.length) floor.today.set(person, kept);
  }
};

/** Refusal of one command by the phone system. */
export interface Refusal {
  /** Null for a line that is nobody's. */
  readonly person: PersonId | null;
  /** The request that the command served. */
  readonly request: LineRequestId;
  /** True when another try cannot help. */
  readonly final: boolean;
}

/** Applies a refusal to the request that its command served; a refusal for a request that is no longer open has no effect. */
export const applyRefusal = (floor: FloorState, effects: Effects, { person, request, final }: Refusal, context: DecisionContext): void => {
  const recovery = person === null ? undefined : floor.recoveries.get(person);
  if (recovery?.recovery !== request) return;
  const refused = refuseRecovery(recovery, final, context.now);
  if (refused.recovery !== recovery) reconcileRecovery(floor, effects, recovery, refused, context.now);
};
