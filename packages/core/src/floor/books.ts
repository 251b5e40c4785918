import { isTrusted, pausesOf } from '../call/index.ts';
import type { LineId, OfferId, PersonId } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import { expire, type Offer } from '../offer/index.ts';
import { ourReason, reopen, settle, type Recovery, type Scene, type Settled } from '../pause/index.ts';
import type { Keeper, Outcome } from './state.ts';

/** What stands on a line now, for a recovery to be compared with. */
export const sceneOf = (keeper: Keeper, line: LineId): Scene => {
  const { lines, feeds } = keeper.tracker;
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

export const enter = (keeper: Keeper, outcome: Outcome, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    outcome.entries.push(entry);
    const today = keeper.today.get(entry.person);
    if (today) today.push(entry);
    else keeper.today.set(entry.person, [entry]);
    if (entry.account === 'banked') keeper.banked.set(entry.person, (keeper.banked.get(entry.person) ?? 0) + entry.amountMs);
    outcome.people.add(entry.person);
  }
};

export const putOffer = (keeper: Keeper, outcome: Outcome, offer: Offer): void => {
  keeper.offers.set(offer.person, offer);
  outcome.offers.set(offer.offer, offer);
  outcome.offerSteps.push(offer);
  outcome.people.add(offer.person);
};

/** Writes down what a recovery has become. Its offer goes when its minutes are over. */
export const putSettled = (keeper: Keeper, outcome: Outcome, before: Recovery | null, settled: Settled, now: number): void => {
  const { recovery } = settled;
  enter(keeper, outcome, settled.entries);
  for (const command of settled.commands) outcome.commands.push({ ...command, person: recovery.person });
  if (recovery === before) return;
  outcome.recoveries.set(recovery.recovery, recovery);
  outcome.people.add(recovery.person);
  if (recovery.pause === 'over') {
    if (keeper.recoveries.get(recovery.person)?.recovery === recovery.recovery) keeper.recoveries.delete(recovery.person);
  } else keeper.recoveries.set(recovery.person, recovery);
  if (recovery.pause === 'wanted') return;
  keeper.closed.set(recovery.person, recovery);
  const offer = keeper.offers.get(recovery.person);
  if (offer?.recovery === recovery.recovery) {
    const gone = expire(offer, now);
    if (gone !== offer) {
      outcome.offers.set(gone.offer, gone);
      outcome.offerSteps.push(gone);
    }
    keeper.offers.delete(recovery.person);
  }
};

/** How long after a recovery is over a pause of ours that turns up on its line is taken for its own, and lifted. */
const straggleMs = 60_000;

/** Compares one person's recovery with their line and does what follows. */
export const settlePerson = (keeper: Keeper, outcome: Outcome, person: PersonId, now: number): void => {
  const recovery = keeper.recoveries.get(person);
  if (recovery) {
    putSettled(keeper, outcome, recovery, settle(recovery, sceneOf(keeper, recovery.line), now), now);
    return;
  }
  const closed = keeper.closed.get(person);
  if (!closed || now > (closed.closedAt ?? now) + straggleMs) return;
  const scene = sceneOf(keeper, closed.line);
  if (!scene.feedUp || !closed.queues.some((queue) => scene.pauses.get(queue) === ourReason)) return;
  putSettled(keeper, outcome, closed, settle(reopen(closed), scene, now), now);
};

export const offerIdOf = (recovery: Recovery): OfferId => `offer-${recovery.recovery}` as OfferId;
