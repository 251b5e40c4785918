import { apply, type CallTrack, type Leg, type PhoneEvent } from '../call/index.ts';
import { emptySketch, judge, learn, usualOf, type Judgement, type Usual } from '../difficulty/index.ts';
import type { CallId, PersonId, QueueName } from '../ids/index.ts';
import { settlePerson } from './books.ts';
import { grant, offerRecovery } from './grant.ts';
import { callKey, type EndedCall, type Keeper, type Moment, type Outcome } from './state.ts';

/** The usual of a queue at this moment's hour. */
export const usualNow = (keeper: Keeper, queue: QueueName, moment: Moment): Usual => {
  const { guessSeconds } = moment.policy;
  const guess = (Object.hasOwn(guessSeconds, queue) ? guessSeconds[queue] : guessSeconds['']) ?? 240;
  const known = keeper.usual.get(queue);
  if (!known) return usualOf(undefined, undefined, guess);
  const hour = moment.hourOf(moment.now);
  const sketch = known.hours.get(hour);
  const calls = known.all.calls + (sketch?.calls ?? 0);
  const read = known.read.get(hour);
  if (read && Math.abs(calls - read.calls) < read.calls / 100) return read.usual;
  const usual = usualOf(sketch, known.all, guess);
  known.read.set(hour, { calls, usual });
  return usual;
};

/**
 * Seconds from answer to end, holds included, without wrap-up. What comes after a transfer is somebody else's talk,
 * though some phone systems count it in.
 */
const handleSecondsOf = (leg: Leg, now: number): number => {
  const seconds = leg.talkSeconds ?? Math.max(0, (leg.endedAt ?? now) - (leg.answeredAt ?? now)) / 1000;
  return leg.transfer && leg.answeredAt !== null ? Math.min(seconds, (leg.transfer.at - leg.answeredAt) / 1000) : seconds;
};

/**
 * Judges a leg as it stands, ended or not. The usual that its handle time is compared with is counted the same way.
 */
export const judgeLeg = (keeper: Keeper, track: CallTrack, leg: Leg, usual: Usual, moment: Moment): Judgement => {
  const { now, policy } = moment;
  const openHoldMs = leg.heldSince === null ? 0 : now - leg.heldSince;
  return judge(
    {
      queue: leg.queue,
      handleSeconds: handleSecondsOf(leg, now),
      holds: leg.holds,
      longestHoldSeconds: Math.max(leg.longestHoldMs, openHoldMs) / 1000,
      transfers: leg.transfer ? 1 : 0,
      repeats: track.repeats,
      wrapUpCode: leg.wrapUpCode,
      customerSentiment: leg.customerSentiment,
    },
    usual,
    policy.hardCodes,
  );
};

const learnLeg = (keeper: Keeper, leg: Leg, moment: Moment): void => {
  if (leg.talkSeconds === null || leg.answeredAt === null) return;
  const seconds = handleSecondsOf(leg, moment.now);
  if (seconds < 5) return;
  let usual = keeper.usual.get(leg.queue);
  if (!usual) keeper.usual.set(leg.queue, (usual = { all: emptySketch(), hours: new Map(), read: new Map() }));
  const hour = moment.hourOf(leg.answeredAt);
  let sketch = usual.hours.get(hour);
  if (!sketch) usual.hours.set(hour, (sketch = emptySketch()));
  learn(usual.all, seconds);
  learn(sketch, seconds);
};

const legEnded = (keeper: Keeper, outcome: Outcome, call: CallId, before: Leg | null, leg: Leg, moment: Moment): void => {
  const track = keeper.tracker.calls.get(call);
  if (!track) return;
  const key = callKey(call, leg.leg);
  const known = keeper.ended.get(key);
  const person = leg.line === null ? null : (keeper.people.get(leg.line) ?? null);
  const answered = leg.line !== null && leg.answeredAt !== null;
  const ended: EndedCall = {
    call,
    source: track.source,
    leg,
    customer: track.call.customer,
    repeats: track.repeats,
    person,
    judgement: answered ? judgeLeg(keeper, track, leg, usualNow(keeper, leg.queue, moment), moment) : null,
    tap: known?.tap ?? null,
  };
  keeper.ended.set(key, ended);
  outcome.calls.set(key, ended);
  if (answered && (before === null || before.endedAt === null) && leg.outcome !== 'lost') learnLeg(keeper, leg, moment);
  if (person === null || leg.line === null || ended.judgement === null) return;
  outcome.people.add(person);
  const last = keeper.ended.get(keeper.lastEnded.get(person) ?? '');
  if (!last || (leg.endedAt ?? 0) >= (last.leg.endedAt ?? 0)) keeper.lastEnded.set(person, key);
  const open = keeper.recoveries.get(person);
  if (open?.call === call && open.leg === leg.leg) {
    offerRecovery(keeper, outcome, open, ended, moment.now);
  } else if (ended.judgement.level >= moment.policy.hardLevel && ended.tap !== 'fine' && !keeper.given.has(key)) {
    const claim = { person, line: leg.line, cause: 'hard-call', call: { call, leg: leg.leg, endedAt: leg.endedAt } } as const;
    offerRecovery(keeper, outcome, grant(keeper, outcome, claim, moment), ended, moment.now);
  }
};

/** Whether an ended leg says anything that it did not say before. */
const saysMore = (before: Leg, after: Leg): boolean =>
  before.endedAt !== after.endedAt ||
  before.outcome !== after.outcome ||
  before.line !== after.line ||
  before.talkSeconds !== after.talkSeconds ||
  before.transfer?.at !== after.transfer?.at ||
  before.holds !== after.holds ||
  before.heldMs !== after.heldMs ||
  before.wrapUpCode !== after.wrapUpCode ||
  before.customerSentiment !== after.customerSentiment;

/** Takes in what a phone system said and does all that follows from it. Duplicates must have died before. */
export const hear = (keeper: Keeper, outcome: Outcome, event: PhoneEvent, moment: Moment): void => {
  const people = new Set<PersonId>();
  for (const change of apply(keeper.tracker, event, moment.policy)) {
    switch (change.kind) {
      case 'leg': {
        outcome.queues.add(change.after.queue);
        const { before, after } = change;
        if (after.endedAt !== null && (before === null || saysMore(before, after))) legEnded(keeper, outcome, change.call, before, after, moment);
        break;
      }
      case 'line': {
        outcome.lines.add(change.line);
        const person = keeper.people.get(change.line);
        if (person === undefined) break;
        people.add(person);
        outcome.people.add(person);
        break;
      }
      case 'feed':
        for (const person of keeper.recoveries.keys()) people.add(person);
        for (const person of keeper.lines.keys()) outcome.people.add(person);
        break;
    }
  }
  for (const person of people) settlePerson(keeper, outcome, person, moment.now);
};
