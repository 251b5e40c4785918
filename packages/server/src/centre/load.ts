import { deserialize } from 'node:v8';
import { apply, disconnect, trackerVersions } from '@onhook/core/call';
import type { Level, Reason } from '@onhook/core/difficulty';
import type { CentreId } from '@onhook/core/ids';
import { assignLines, callKey, createFloorState, createLineOwners, restoreAnswerers, type FloorState, type Policy } from '@onhook/core/floor';
import type { Account, PostingKind, PostingCause, Entry } from '@onhook/core/ledger';
import type { Offer } from '@onhook/core/offer';
import { isOpen } from '@onhook/core/pause';
import { allLines } from './queries/lines.ts';
import { balances, entriesSince } from './queries/ledger.ts';
import { callsEndedBetween } from './queries/calls.ts';
import { offersOf, storedOfferOf } from './queries/offers.ts';
import { openRecoveries, recoveriesSince } from './queries/recoveries.ts';
import { openOffQueues } from './queries/off-queues.ts';
import { readEvents } from './queries/event-log.ts';
import { readSnapshot } from './queries/snapshots.ts';
import { readUsual } from './queries/usual.ts';
import { allPeople } from '../platform/organisation/index.ts';
import { readVersion, type Db } from '../platform/store/index.ts';
import { wholeDay } from './rows.ts';

interface Loaded {
  readonly floor: FloorState;
  readonly seq: number;
  readonly eventsRead: number;
}

const loadTracker = async (db: Db, centre: CentreId, policy: Policy, floor: FloorState): Promise<Omit<Loaded, 'floor'>> => {
  const snapshot = await readSnapshot(db, centre);
  let seq = snapshot?.up_to_seq ?? 0;
  if (snapshot) Object.assign(floor.tracker, readVersion(trackerVersions, deserialize(snapshot.state), snapshot.state_version));
  let eventsRead = 0;
  for (;;) {
    const events = await readEvents(db, centre, seq, 5000);
    for (const event of events) apply(floor.tracker, event.body, policy);
    seq = events.at(-1)?.seq ?? seq;
    eventsRead += events.length;
    if (events.length < 5000) return { seq, eventsRead };
  }
};

const loadUsual = async (db: Db, centre: CentreId, floor: FloorState): Promise<void> => {
  for (const row of await readUsual(db, centre)) {
    const { calls, counts } = row.sketch as { calls: number; counts: [number, number][] };
    const sketch = { calls, counts: new Map(counts) };
    const known = floor.usual.get(row.queue) ?? { all: { calls: 0, counts: new Map() }, hours: new Map(), read: new Map() };
    if (row.hour === wholeDay) floor.usual.set(row.queue, { ...known, all: sketch });
    else {
      known.hours.set(row.hour, sketch);
      floor.usual.set(row.queue, known);
    }
  }
};

const loadEnded = async (db: Db, centre: CentreId, floor: FloorState, fromAt: number, now: number): Promise<void> => {
  for (const row of await callsEndedBetween(db, centre, fromAt, now + 60_000)) {
    const track = floor.tracker.calls.get(row.call);
    const visit = track?.call.legs[row.leg - 1];
    if (!track || !visit) continue;
    // Calls come in the order of their ends, so the last one stays in the map.
    if (row.person !== null && row.level !== null) floor.lastEnded.set(row.person, callKey(row.call, row.leg));
    floor.ended.set(callKey(row.call, row.leg), {
      call: row.call,
      source: row.source,
      visit: visit,
      customer: row.customer,
      repeats: row.repeats,
      person: row.person,
      judgement: row.level === null ? null : { level: row.level as Level, score: 0, reasons: (row.reasons ?? []) as Reason[] },
      agentRating: row.tap,
    });
  }
};

const loadOffers = async (db: Db, centre: CentreId, floor: FloorState): Promise<void> => {
  const wanted = [...floor.recoveries.values()].filter(isOpen);
  const rows = new Map((await offersOf(db, centre, wanted.map((r) => r.recovery))).map((row) => [row.recovery, row]));
  for (const recovery of wanted) {
    const row = rows.get(recovery.recovery);
    if (!row) continue;
    const ended = recovery.call === null ? undefined : floor.ended.get(callKey(recovery.call, recovery.leg ?? 1));
    const offer: Offer = {
      ...storedOfferOf(row),
      call:
        ended?.judgement && recovery.call
          ? { call: recovery.call, leg: recovery.leg ?? 1, queue: ended.visit.queue, judgement: ended.judgement }
          : null,
    };
    floor.offers.set(offer.person, offer);
  }
};

/** Reloads which person has which line, after an administrator changed it. */
export const loadPeople = async (db: Db, centre: CentreId, floor: FloorState, policy: Policy): Promise<void> => {
  const rows = await allLines(db, centre);
  const assigned = new Map(rows.flatMap(({ line, person, assigned_name: name }) => (person === null ? [] : [[line, { person, name }] as const])));
  const agents = (await allPeople(db, centre)).filter(({ active, roles }) => active && roles.includes('agent'));
  assignLines(floor, createLineOwners(assigned, agents), policy.lineMatch);
};

/**
 * Rebuilds a centre's state from the store: the tracker from its snapshot and the log after it, the rest from its
 * rows. Makes no decisions.
 */
export const loadFloorState = async (
  db: Db,
  centre: CentreId,
  policy: Policy,
  times: { readonly now: number; readonly dayStartAt: number },
): Promise<Loaded> => {
  const floor = createFloorState();
  const read = await loadTracker(db, centre, policy, floor);
  // All phones count as disconnected, even if the log ends otherwise: the state of a phone is unknown until its system sends a roster.
  disconnect(floor.tracker, times.now);
  await loadPeople(db, centre, floor, policy);
  restoreAnswerers(floor, policy.lineMatch);
  await loadUsual(db, centre, floor);
  for (const row of await openRecoveries(db, centre)) {
    const recovery = row.state_json;
    if (recovery.state !== 'closed') floor.recoveries.set(row.person, recovery);
  }
  for (const { off_queue, ...of } of await openOffQueues(db, centre)) floor.offQueues.set(of.gift, { ...of, ...off_queue });
  for (const row of await recoveriesSince(db, centre, times.now - 24 * 3_600_000)) {
    if (row.call !== null) floor.granted.set(callKey(row.call, row.leg ?? 1), row.created_at);
    if (row.closed_at === null || row.lease_until <= row.created_at) continue;
    const recovery = row.state_json;
    if (!isOpen(recovery)) floor.closed.set(row.person, recovery);
  }
  for (const row of await balances(db, centre)) if (row.account === 'banked') floor.banked.set(row.person, row.amount_ms);
  for (const row of await entriesSince(db, centre, times.dayStartAt)) {
    const entry: Entry = {
      txn: row.txn,
      person: row.person,
      recovery: row.recovery,
      account: row.account as Account,
      amountMs: row.amount_ms,
      kind: row.kind as PostingKind,
      by: row.by_whom as PostingCause | null,
      at: row.at,
    };
    floor.today.set(entry.person, [...(floor.today.get(entry.person) ?? []), entry]);
  }
  await loadEnded(db, centre, floor, times.now - policy.tapWindowMs - 60_000, times.now);
  await loadOffers(db, centre, floor);
  return { floor, ...read };
};
