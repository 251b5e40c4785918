import type { CallId, CustomerKey } from '../ids/index.ts';
import { isLive, type Call, type QueueVisit } from './queue-visits.ts';
import type { Tracker } from './state.ts';

/** Length of a day; repeats of a customer count within it. */
export const dayMs = 24 * 3_600_000;
/** Calls within a day above which a number belongs to many callers. */
const mostCallsOfOne = 8;
/** Length of an open call, as far as it shows that its number is in use: the end may have been missed. */
const longestOpenMs = 3_600_000;
/** Phone systems count waits and talks in whole seconds. */
const roundingMs = 2000;

const isEarlier = (at: number, call: CallId, than: number, other: CallId): boolean => at < than || (at === than && call < other);

/** Start of a visit by the seconds that the phone system reports, where they reach further back than the events. */
const startOf = (visit: QueueVisit): number =>
  visit.endedAt === null ? visit.joinedAt : Math.min(visit.joinedAt, visit.endedAt - ((visit.waitSeconds ?? 0) + (visit.talkSeconds ?? 0)) * 1000);

const spanOf = (visits: readonly QueueVisit[]): readonly [from: number, to: number] => [
  Math.min(...visits.map(startOf)),
  Math.max(...visits.map((visit) => (isLive(visit) ? visit.joinedAt + longestOpenMs : (visit.endedAt ?? visit.joinedAt)))),
];

/** True when two folds of a call last for the same time, so that its customer need not be indexed again. */
export const isSpanAlike = (a: readonly QueueVisit[], b: readonly QueueVisit[]): boolean => {
  const [spanA, spanB] = [spanOf(a), spanOf(b)];
  return a[0]?.joinedAt === b[0]?.joinedAt && spanA[0] === spanB[0] && spanA[1] === spanB[1];
};

/**
 * True when a customer's key belongs to several callers, such as the number of a trunk: two of its calls were on at the
 * same time, or there were more than eight within a day.
 */
const isShared = (tracker: Tracker, customer: CustomerKey, joins: ReadonlyMap<CallId, number>): boolean => {
  if (tracker.sharedCustomers.has(customer)) return true;
  const times = [...joins.values()].toSorted((a, b) => a - b);
  if (times.some((at, index) => (times[index + mostCallsOfOne] ?? Infinity) < at + dayMs)) return true;
  const spans = [...joins.keys()].flatMap((call) => {
    const track = tracker.calls.get(call);
    return track && track.call.legs.length > 0 ? [spanOf(track.call.legs)] : [];
  });
  spans.sort(([a, endA], [b, endB]) => a - b || endA - endB);
  let latest = -Infinity;
  for (const [from, to] of spans) {
    if (from < latest - roundingMs) return true;
    latest = Math.max(latest, to);
  }
  return false;
};

/** Recounts the repeats of all calls of one customer, because an earlier call may arrive last. A shared key repeats nothing. */
const recountRepeats = (tracker: Tracker, customer: CustomerKey): void => {
  const known = tracker.customers.get(customer);
  if (!known) return;
  const shared = isShared(tracker, customer, known);
  for (const [call, joinedAt] of known) {
    const track = tracker.calls.get(call);
    if (!track) continue;
    track.repeats = 0;
    if (shared) continue;
    for (const [other, at] of known) {
      if (other !== call && at > joinedAt - dayMs && isEarlier(at, other, joinedAt, call)) track.repeats += 1;
    }
  }
};

/**
 * Indexes a call under its customer and recounts that customer's repeats within 24 hours.
 *
 * @param before the customer that the call was indexed under so far; null for none
 * @param after the call as folded now
 */
export const indexCustomer = (tracker: Tracker, call: CallId, before: CustomerKey | null, after: Call): void => {
  const { customer } = after;
  if (before !== null && before !== customer) {
    tracker.customers.get(before)?.delete(call);
    recountRepeats(tracker, before);
  }
  const first = after.legs[0];
  if (customer === null || !first) return;
  let known = tracker.customers.get(customer);
  if (!known) tracker.customers.set(customer, (known = new Map()));
  known.set(call, first.joinedAt);
  recountRepeats(tracker, customer);
};

/**
 * Remembers a shared key beyond its calls. Call it before a call of a customer is deleted.
 *
 * @param now epoch milliseconds
 */
export const rememberShared = (tracker: Tracker, customer: CustomerKey, now: number): void => {
  const joins = tracker.customers.get(customer);
  if (joins && isShared(tracker, customer, joins) && !tracker.sharedCustomers.has(customer)) tracker.sharedCustomers.set(customer, now);
};

/** Deletes joins and shared keys that are older than two days at `now`. */
export const pruneCustomers = (tracker: Tracker, now: number): void => {
  for (const [customer, joins] of tracker.customers) {
    for (const [call, at] of joins) if (at < now - 2 * dayMs) joins.delete(call);
    if (joins.size === 0) tracker.customers.delete(customer);
  }
  for (const [customer, at] of tracker.sharedCustomers) if (at < now - 2 * dayMs) tracker.sharedCustomers.delete(customer);
};
