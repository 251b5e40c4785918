import type { Level, Reason } from '@onhook/core/difficulty';
import type { CentreId } from '@onhook/core/ids';
import type { EndedCall, FloorState, Effects } from '@onhook/core/floor';
import { offerVersions, type Offer } from '@onhook/core/offer';
import { isOpen, offQueueOf, pauseFactsOf, type MissedCause, type Recovery } from '@onhook/core/pause';
import type { Entry } from '@onhook/core/ledger';
import { entriesToAppend, type NewLedgerRow } from './queries/ledger.ts';
import { offerEventsToAppend, offersToUpsert, type NewOfferEventRow, type OfferRow } from './queries/offers.ts';
import { saveOffQueue } from './queries/off-queues.ts';
import { resetsToInterrupt } from './queries/resets.ts';
import { callsToUpsert, type CallRow } from './queries/calls.ts';
import { recoveriesToUpsert, type RecoveryRow } from './queries/recoveries.ts';
import { upsertUsual, type UsualRow } from './queries/usual.ts';
import { runTogether, type Db } from '../platform/store/index.ts';

const callRow = (centre: CentreId, ended: EndedCall, now: number): CallRow => {
  const { visit, judgement } = ended;
  return {
    centre,
    call: ended.call,
    leg: visit.leg,
    source: ended.source,
    queue: visit.queue,
    line: visit.line,
    person: ended.person,
    customer: ended.customer,
    joined_at: visit.joinedAt,
    answered_at: visit.answeredAt,
    ended_at: visit.endedAt,
    outcome: visit.outcome,
    wait_seconds: visit.waitSeconds,
    talk_seconds: visit.talkSeconds,
    holds: visit.holds,
    held_ms: visit.heldMs,
    longest_hold_ms: visit.longestHoldMs,
    transfers: visit.transfer ? 1 : 0,
    repeats: ended.repeats,
    level: judgement?.level ?? null,
    reasons: judgement?.reasons ?? null,
    tap: ended.agentRating,
    judged_at: judgement ? now : null,
  };
};

/** Makes an ended call from its row, without the details that only the log has. */
export const endedCallOf = (row: CallRow): EndedCall => ({
  call: row.call,
  source: row.source,
  visit: {
    leg: row.leg,
    queue: row.queue,
    joinedAt: row.joined_at ?? row.answered_at ?? 0,
    ringing: [],
    unanswered: [],
    line: row.line,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    outcome: row.outcome as EndedCall['visit']['outcome'],
    loggedBy: null,
    waitSeconds: row.wait_seconds,
    talkSeconds: row.talk_seconds,
    transfer: row.transfers > 0 ? { how: 'blind', to: null, at: row.ended_at ?? 0 } : null,
    consultation: false,
    holds: row.holds,
    heldMs: row.held_ms,
    longestHoldMs: row.longest_hold_ms,
    heldSince: null,
    wrapUpCode: null,
    wrapUpSeconds: null,
    customerSentiment: null,
    sentimentCount: 0,
  },
  customer: row.customer,
  repeats: row.repeats,
  person: row.person,
  judgement: row.level === null ? null : { level: row.level as Level, score: 0, reasons: (row.reasons ?? []) as Reason[] },
  agentRating: row.tap,
});

const missedCauseJson = (cause: MissedCause | null): { readonly cause: MissedCause } | null => (cause === null ? null : { cause });

const recoveryRow = (centre: CentreId, r: Recovery): RecoveryRow => ({
  centre,
  recovery: r.recovery,
  person: r.person,
  line: r.line,
  cause: r.cause,
  call: r.call,
  leg: r.leg,
  granted_ms: r.grantedMs,
  floor_ms: r.guaranteedMs,
  served_ms: r.servedMs,
  extended_ms: r.extendedMs,
  paid_back_ms: r.paidBackMs,
  state: r.state === 'paused' ? 'held' : r.state,
  pause: isOpen(r) ? 'wanted' : r.state === 'ending' ? 'lifting' : 'over',
  running_since: r.state === 'paused' ? r.runningSince : null,
  confirmed_at: pauseFactsOf(r).confirmedAt,
  lease_until: r.leaseUntil,
  created_at: r.createdAt,
  closed_at: r.state === 'closed' ? r.closedAt : null,
  closed_because: isOpen(r) ? null : r.endReason,
  state_json: r,
  rang_first: missedCauseJson(pauseFactsOf(r).missedCause),
});

const ledgerRow = (centre: CentreId, e: Entry): NewLedgerRow => ({
  centre,
  txn: e.txn,
  person: e.person,
  recovery: e.recovery,
  account: e.account,
  amount_ms: e.amountMs,
  kind: e.kind,
  by_whom: e.by,
  at: e.at,
});

const offerRow = (centre: CentreId, o: Offer): OfferRow => ({
  centre,
  offer: o.offer,
  recovery: o.recovery,
  person: o.person,
  state: o.state,
  intended_at: o.intendedAt,
  shown_at: o.shownAt,
  answered_at: o.answeredAt,
  answer: o.answer,
  expired_at: o.expiredAt,
  version: offerVersions.newest,
});

const offerEventRow = (centre: CentreId, o: Offer): NewOfferEventRow => ({
  centre,
  offer: o.offer,
  state: o.state,
  answer: o.answer,
  at: o.expiredAt ?? o.answeredAt ?? o.shownAt ?? o.intendedAt,
});

/** Lists closed recoveries that the agent didn't end, with the reason. */
const interrupted = (effects: Effects) =>
  [...effects.recoveries.values()].flatMap((one) =>
    isOpen(one) || one.endReason.startsWith('agent-') ? [] : [{ recovery: one.recovery, by: one.endReason }],
  );

/** Stores the effects of one tick. Storing them twice changes nothing. */
export const writeEffects = async (trx: Db, centre: CentreId, effects: Effects, now: number): Promise<void> => {
  await runTogether(trx, [
    callsToUpsert([...effects.calls.values()].map((call) => callRow(centre, call, now))),
    recoveriesToUpsert([...effects.recoveries.values()].map((r) => recoveryRow(centre, r))),
    entriesToAppend(effects.entries.map((entry) => ledgerRow(centre, entry))),
    resetsToInterrupt(centre, interrupted(effects), now),
    offersToUpsert([...effects.offers.values()].map((offer) => offerRow(centre, offer))),
    offerEventsToAppend(effects.offerSteps.map((offer) => offerEventRow(centre, offer))),
  ]);
  // Time off one queue changes a few times a day, so a statement for each costs little.
  for (const off of effects.offQueues.values()) await saveOffQueue(trx, centre, off.gift, offQueueOf(off));
};

/** Value of `hour` that means the whole day. */
export const wholeDay = 24;

/** Stores the sketches of usual handle times. */
export const writeUsual = async (trx: Db, centre: CentreId, usual: FloorState['usual'], now: number): Promise<void> => {
  const rows: UsualRow[] = [];
  for (const [queue, known] of usual) {
    for (const [hour, sketch] of [[wholeDay, known.all] as const, ...known.hours]) {
      rows.push({ centre, queue, hour, sketch: { calls: sketch.calls, counts: [...sketch.counts] }, updated_at: now });
    }
  }
  await upsertUsual(trx, rows);
};
