import { isTrusted, pausesOf } from '../call/index.ts';
import type { LineId, OfferId, PersonId } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import { expireOffer, type Offer } from '../offer/index.ts';
import { recoveryPauseReason, resumeLifting, reconcileRecovery, type Recovery, type ObservedLine, type Reconciled } from '../pause/index.ts';
import type { FloorState, Effects } from './state.ts';

/** What stands on a line now, for a recovery to be compared with. */
export const observeLine = (floor: FloorState, line: LineId): ObservedLine => {
  const { lines, feeds } = floor.tracker;
  const track = lines.get(line);
  if (!track) {
    // No phone system knows this line, once all of them have said which they have.
    const feedUp = feeds.size > 0 && [...feeds.values()].every((feed) => isTrusted(feed));
    return { feedUp, phonesStartedAt: null, talking: false, ringing: false, ringingSince: null, pauses: new Map() };
  }
  const feed = feeds.get(track.source);
  let ringingSince: number | null = null;
  for (const since of track.ringing.values()) ringingSince = Math.min(ringingSince ?? since, since);
  for (const since of track.talking.values()) ringingSince = Math.min(ringingSince ?? since, since);
  return {
    feedUp: isTrusted(feed),
    phonesStartedAt: feed?.startedAt ?? null,
    talking: track.talking.size > 0,
    ringing: track.ringing.size > 0,
    ringingSince,
    pauses: pausesOf(track),
  };
};

export const recordEntries = (floor: FloorState, effects: Effects, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    effects.entries.push(entry);
    const today = floor.today.get(entry.person);
    if (today) today.push(entry);
    else floor.today.set(entry.person, [entry]);
    if (entry.account === 'banked') floor.banked.set(entry.person, (floor.banked.get(entry.person) ?? 0) + entry.amountMs);
    effects.people.add(entry.person);
  }
};

export const saveOffer = (floor: FloorState, effects: Effects, offer: Offer): void => {
  floor.offers.set(offer.person, offer);
  effects.offers.set(offer.offer, offer);
  effects.offerSteps.push(offer);
  effects.people.add(offer.person);
};

/** Writes down what a recovery has become. Its offer goes when its minutes are over. */
export const saveRecovery = (floor: FloorState, effects: Effects, before: Recovery | null, settled: Reconciled, now: number): void => {
  const { recovery } = settled;
  recordEntries(floor, effects, settled.entries);
  for (const command of settled.commands) effects.commands.push({ ...command, person: recovery.person });
  if (recovery === before) return;
  effects.recoveries.set(recovery.recovery, recovery);
  effects.people.add(recovery.person);
  if (recovery.pause === 'over') {
    if (floor.recoveries.get(recovery.person)?.recovery === recovery.recovery) floor.recoveries.delete(recovery.person);
  } else floor.recoveries.set(recovery.person, recovery);
  if (recovery.pause === 'wanted') return;
  floor.closed.set(recovery.person, recovery);
  const offer = floor.offers.get(recovery.person);
  if (offer?.recovery === recovery.recovery) {
    const gone = expireOffer(offer, now);
    if (gone !== offer) {
      effects.offers.set(gone.offer, gone);
      effects.offerSteps.push(gone);
    }
    floor.offers.delete(recovery.person);
  }
};

/** How long after a recovery is over a pause of ours that turns up on its line is taken for its own, and lifted. */
const latePauseLiftMs = 60_000;

/** Compares one person's recovery with their line and does what follows. */
export const reconcilePerson = (floor: FloorState, effects: Effects, person: PersonId, now: number): void => {
  const recovery = floor.recoveries.get(person);
  if (recovery) {
    saveRecovery(floor, effects, recovery, reconcileRecovery(recovery, observeLine(floor, recovery.line), now), now);
    return;
  }
  const closed = floor.closed.get(person);
  if (!closed || now > (closed.closedAt ?? now) + latePauseLiftMs) return;
  const observed = observeLine(floor, closed.line);
  if (!observed.feedUp || !closed.queues.some((queue) => observed.pauses.get(queue) === recoveryPauseReason)) return;
  saveRecovery(floor, effects, closed, reconcileRecovery(resumeLifting(closed), observed, now), now);
};

export const offerIdOf = (recovery: Recovery): OfferId => `offer-${recovery.recovery}` as OfferId;
