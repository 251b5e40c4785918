import { pruneTracker, isTrusted } from '../call/index.ts';
import type { PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import type { Baseline } from '../difficulty/index.ts';
import { refuseRecovery } from '../pause/index.ts';
import { saveRecovery, observeLine, reconcilePerson } from './record-effects.ts';
import { grant } from './grant.ts';
import { judgeLeg, usualNow } from './phone-events.ts';
import { callKey, type FloorState, type DecisionContext, type Effects } from './state.ts';

/**
 * What follows from time alone, to be called about once a second: a call that has become hard while it runs is paused
 * behind, a lease that has run out is lifted, an unanswered command is asked again.
 */
export const onClockTick = (floor: FloorState, effects: Effects, context: DecisionContext): void => {
  const usual = new Map<QueueName, Baseline>();
  for (const track of floor.tracker.lines.values()) {
    const person = floor.people.get(track.line);
    // While nobody tells us anything, a call that seems to last may long be over.
    if (!isTrusted(floor.tracker.feeds.get(track.source))) continue;
    if (person === undefined || track.talking.size === 0 || floor.recoveries.get(person)?.pause === 'wanted') continue;
    for (const call of track.talking.keys()) {
      const callTrack = floor.tracker.calls.get(call);
      const leg = callTrack?.call.legs.findLast((l) => l.outcome === 'talking' && l.line === track.line);
      if (!callTrack || !leg || floor.granted.has(callKey(call, leg.leg))) continue;
      let known = usual.get(leg.queue);
      if (!known) usual.set(leg.queue, (known = usualNow(floor, leg.queue, context)));
      if (judgeLeg(floor, callTrack, leg, known, context).level < context.policy.hardLevel) continue;
      grant(floor, effects, { person, line: track.line, cause: 'hard-call', call: { call, leg: leg.leg, endedAt: null } }, context);
      break;
    }
  }
  for (const person of floor.recoveries.keys()) reconcilePerson(floor, effects, person, context.now);
};

/** How long a call may be open before nobody believes it. */
const openForMs = 12 * 3_600_000;

/** What may be let go of, to be called about once a minute. `dayStartAt` is the centre's last midnight. */
export const pruneState = (floor: FloorState, context: DecisionContext, dayStartAt: number): void => {
  const { now, policy } = context;
  const endedBefore = now - policy.tapWindowMs - 60_000;
  pruneTracker(floor.tracker, now, { targetSeconds: policy.targetSeconds, endedBefore, openForMs });
  for (const [key, ended] of floor.ended) if ((ended.leg.endedAt ?? 0) < endedBefore) floor.ended.delete(key);
  for (const [person, key] of floor.lastEnded) if (!floor.ended.has(key)) floor.lastEnded.delete(person);
  for (const [key, at] of floor.granted) if (at < now - openForMs - policy.tapWindowMs) floor.granted.delete(key);
  for (const [person, entries] of floor.today) {
    const kept = entries.filter((entry) => entry.at >= dayStartAt);
    if (kept.length === 0) floor.today.delete(person);
    else if (kept.length < entries.length) floor.today.set(person, kept);
  }
};

/** The phone system refused a command of ours; `final` when asking again cannot help. */
export const applyRefusal = (
  floor: FloorState,
  effects: Effects,
  { person, recovery, final }: { readonly person: PersonId; readonly recovery: RecoveryId; readonly final: boolean },
  context: DecisionContext,
): void => {
  const open = floor.recoveries.get(person);
  if (open?.recovery !== recovery) return;
  saveRecovery(floor, effects, open, refuseRecovery(open, final, observeLine(floor, open.line), context.now), context.now);
};

