import { apply, type CallTrack, type QueueVisit, type PhoneEvent } from '../call/index.ts';
import { baselineOf, emptySketch, judge, recordSample, type Baseline, type Judgement } from '../difficulty/index.ts';
import type { CallId, LineId, PersonId, QueueName } from '../ids/index.ts';
import { reconcileOffQueues, reconcilePerson } from './record-effects.ts';
import { grant, offerRecovery } from './grant.ts';
import { answererOf, followLogin } from './owners.ts';
import { liftStrayPauses } from './stray-pauses.ts';
import { callKey, type EndedCall, type FloorState, type DecisionContext, type Effects } from './state.ts';

/** Baseline of a queue for the hour of this moment. */
export const usualNow = (floor: FloorState, queue: QueueName, context: DecisionContext): Baseline => {
  const { priorTalkSeconds } = context.policy;
  const guess = (Object.hasOwn(priorTalkSeconds, queue) ? priorTalkSeconds[queue] : priorTalkSeconds['']) ?? 240;
  const known = floor.usual.get(queue);
  if (!known) return baselineOf(undefined, undefined, guess);
  const hour = context.hourOf(context.now);
  const sketch = known.hours.get(hour);
  const calls = known.all.calls + (sketch?.calls ?? 0);
  const read = known.read.get(hour);
  if (read && Math.abs(calls - read.calls) < read.calls / 100) return read.usual;
  const usual = baselineOf(sketch, known.all, guess);
  known.read.set(hour, { calls, usual });
  return usual;
};

/**
 * Talk time in seconds from answer to end, with holds and without wrap-up. Time after a transfer does not count, as the
 * agent no longer talks then, although some phone systems include it.
 */
const talkSecondsOf = (visit: QueueVisit, now: number): number => {
  const seconds = visit.talkSeconds ?? Math.max(0, (visit.endedAt ?? now) - (visit.answeredAt ?? now)) / 1000;
  return visit.transfer && visit.answeredAt !== null ? Math.min(seconds, (visit.transfer.at - visit.answeredAt) / 1000) : seconds;
};

/**
 * Judges a visit in its present state, ended or not. The baseline of its handle time is computed in the same way.
 */
export const judgeVisit = (floor: FloorState, track: CallTrack, visit: QueueVisit, usual: Baseline, context: DecisionContext): Judgement => {
  const { now, policy } = context;
  const openHoldMs = visit.heldSince === null ? 0 : now - visit.heldSince;
  return judge(
    {
      queue: visit.queue,
      talkSeconds: talkSecondsOf(visit, now),
      holds: visit.holds,
      longestHoldSeconds: Math.max(visit.longestHoldMs, openHoldMs) / 1000,
      transfers: visit.transfer ? 1 : 0,
      repeats: track.repeats,
      wrapUpCode: visit.wrapUpCode,
      customerSentiment: visit.customerSentiment,
    },
    usual,
    policy.hardCodes,
  );
};

const recordTalkTime = (floor: FloorState, visit: QueueVisit, context: DecisionContext): void => {
  if (visit.talkSeconds === null || visit.answeredAt === null) return;
  const seconds = talkSecondsOf(visit, context.now);
  if (seconds < 5) return;
  let usual = floor.usual.get(visit.queue);
  if (!usual) floor.usual.set(visit.queue, (usual = { all: emptySketch(), hours: new Map(), read: new Map() }));
  const hour = context.hourOf(visit.answeredAt);
  let sketch = usual.hours.get(hour);
  if (!sketch) usual.hours.set(hour, (sketch = emptySketch()));
  recordSample(usual.all, seconds);
  recordSample(sketch, seconds);
};

const onVisitEnded = (floor: FloorState, effects: Effects, call: CallId, before: QueueVisit | null, visit: QueueVisit, context: DecisionContext): void => {
  const track = floor.tracker.calls.get(call);
  if (!track) return;
  const key = callKey(call, visit.leg);
  const known = floor.ended.get(key);
  const person = visit.line === null ? null : (floor.answeredBy.get(key) ?? floor.people.get(visit.line) ?? null);
  const answered = visit.line !== null && visit.answeredAt !== null;
  const ended: EndedCall = {
    call,
    source: track.source,
    visit: visit,
    customer: track.call.customer,
    repeats: track.repeats,
    person,
    judgement: answered ? judgeVisit(floor, track, visit, usualNow(floor, visit.queue, context), context) : null,
    agentRating: known?.agentRating ?? null,
  };
  floor.ended.set(key, ended);
  effects.calls.set(key, ended);
  if (answered && (before === null || before.endedAt === null) && visit.outcome !== 'lost') recordTalkTime(floor, visit, context);
  if (person === null || visit.line === null || ended.judgement === null) return;
  effects.people.add(person);
  const last = floor.ended.get(floor.lastEnded.get(person) ?? '');
  if (!last || (visit.endedAt ?? 0) >= (last.visit.endedAt ?? 0)) floor.lastEnded.set(person, key);
  const open = floor.recoveries.get(person);
  if (open?.call === call && open.leg === visit.leg) {
    offerRecovery(floor, effects, open, ended, context.now);
  } else if (ended.judgement.level >= context.policy.hardLevel && ended.agentRating !== 'fine' && !floor.granted.has(key)) {
    const request = { person, line: visit.line, cause: 'hard-call', call: { call, leg: visit.leg, endedAt: visit.endedAt } } as const;
    offerRecovery(floor, effects, grant(floor, effects, request, context), ended, context.now);
  }
};

/** True when an ended visit has facts that it did not have before. */
const addsFacts = (before: QueueVisit, after: QueueVisit): boolean =>
  before.endedAt !== after.endedAt ||
  before.outcome !== after.outcome ||
  before.line !== after.line ||
  before.talkSeconds !== after.talkSeconds ||
  before.transfer?.at !== after.transfer?.at ||
  before.holds !== after.holds ||
  before.heldMs !== after.heldMs ||
  before.wrapUpCode !== after.wrapUpCode ||
  before.customerSentiment !== after.customerSentiment;

/** Applies a phone event to the floor and adds all consequences to the effects. The caller must have removed duplicates. */
export const applyPhoneEvent = (floor: FloorState, effects: Effects, event: PhoneEvent, context: DecisionContext): void => {
  const people = new Set<PersonId>();
  const lines = new Set<LineId>();
  let isFeedChange = false;
  for (const change of apply(floor.tracker, event, context.policy)) {
    switch (change.kind) {
      case 'visit': {
        effects.queues.add(change.after.queue);
        const { before, after } = change;
        if (after.outcome === 'talking' && (before?.outcome !== 'talking' || before.line !== after.line)) {
          const person = answererOf(floor, change.call, after, context.policy.lineMatch);
          if (person !== null) floor.answeredBy.set(callKey(change.call, after.leg), person);
        }
        if (after.endedAt !== null && (before === null || addsFacts(before, after))) onVisitEnded(floor, effects, change.call, before, after, context);
        break;
      }
      case 'line': {
        effects.lines.add(change.line);
        lines.add(change.line);
        const handover = followLogin(floor, change.line, context.policy.lineMatch);
        if (handover) {
          effects.handovers.push(handover);
          if (handover.from !== null) {
            people.add(handover.from);
            effects.people.add(handover.from);
          }
        }
        const person = floor.people.get(change.line);
        if (person === undefined) break;
        people.add(person);
        effects.people.add(person);
        break;
      }
      case 'feed':
        isFeedChange = true;
        for (const person of floor.recoveries.keys()) people.add(person);
        for (const person of floor.lines.keys()) effects.people.add(person);
        break;
    }
  }
  for (const person of people) reconcilePerson(floor, effects, person, context.now);
  reconcileOffQueues(floor, effects, context.now, isFeedChange ? undefined : lines);
  liftStrayPauses(floor, effects, context.now, isFeedChange ? undefined : lines);
};
