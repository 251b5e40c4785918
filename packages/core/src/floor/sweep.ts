import { forget, isTrusted } from '../call/index.ts';
import type { PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import type { Usual } from '../difficulty/index.ts';
import { refuse } from '../pause/index.ts';
import { putSettled, sceneOf, settlePerson } from './books.ts';
import { grant } from './grant.ts';
import { judgeLeg, usualNow } from './hear.ts';
import { callKey, type Keeper, type Moment, type Outcome } from './state.ts';

/**
 * What follows from time alone, to be called about once a second: a call that has become hard while it runs is paused
 * behind, a lease that has run out is lifted, an unanswered command is asked again.
 */
export const sweep = (keeper: Keeper, outcome: Outcome, moment: Moment): void => {
  const usual = new Map<QueueName, Usual>();
  for (const track of keeper.tracker.lines.values()) {
    const person = keeper.people.get(track.line);
    // While nobody tells us anything, a call that seems to last may long be over.
    if (!isTrusted(keeper.tracker.feeds.get(track.source))) continue;
    if (person === undefined || track.talking.size === 0 || keeper.recoveries.get(person)?.pause === 'wanted') continue;
    for (const call of track.talking.keys()) {
      const callTrack = keeper.tracker.calls.get(call);
      const leg = callTrack?.call.legs.findLast((l) => l.outcome === 'talking' && l.line === track.line);
      if (!callTrack || !leg || keeper.given.has(callKey(call, leg.leg))) continue;
      let known = usual.get(leg.queue);
      if (!known) usual.set(leg.queue, (known = usualNow(keeper, leg.queue, moment)));
      if (judgeLeg(keeper, callTrack, leg, known, moment).level < moment.policy.hardLevel) continue;
      grant(keeper, outcome, { person, line: track.line, cause: 'hard-call', call: { call, leg: leg.leg, endedAt: null } }, moment);
      break;
    }
  }
  for (const person of keeper.recoveries.keys()) settlePerson(keeper, outcome, person, moment.now);
};

/** How long a call may be open before nobody believes it. */
const openForMs = 12 * 3_600_000;

/** What may be let go of, to be called about once a minute. `dayStartAt` is the centre's last midnight. */
export const tidy = (keeper: Keeper, moment: Moment, dayStartAt: number): void => {
  const { now, policy } = moment;
  const endedBefore = now - policy.tapWindowMs - 60_000;
  forget(keeper.tracker, now, { targetSeconds: policy.targetSeconds, endedBefore, openForMs });
  for (const [key, ended] of keeper.ended) if ((ended.leg.endedAt ?? 0) < endedBefore) keeper.ended.delete(key);
  for (const [person, key] of keeper.lastEnded) if (!keeper.ended.has(key)) keeper.lastEnded.delete(person);
  for (const [key, at] of keeper.given) if (at < now - openForMs - policy.tapWindowMs) keeper.given.delete(key);
  for (const [person, entries] of keeper.today) {
    const kept = entries.filter((entry) => entry.at >= dayStartAt);
    if (kept.length === 0) keeper.today.delete(person);
    else if (kept.length < entries.length) keeper.today.set(person, kept);
  }
};

/** The phone system refused a command of ours; `final` when asking again cannot help. */
export const commandRefused = (
  keeper: Keeper,
  outcome: Outcome,
  { person, recovery, final }: { readonly person: PersonId; readonly recovery: RecoveryId; readonly final: boolean },
  moment: Moment,
): void => {
  const open = keeper.recoveries.get(person);
  if (open?.recovery !== recovery) return;
  putSettled(keeper, outcome, open, refuse(open, final, sceneOf(keeper, open.line), moment.now), moment.now);
};

