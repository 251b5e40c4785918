import type { CallId, CustomerKey } from '../ids/index.ts';
import type { Call } from './legs.ts';
import type { Tracker } from './state.ts';

/** Length of a day; repeats of a customer count within it. */
export const dayMs = 24 * 3_600_000;

const isEarlier = (at: number, call: CallId, than: number, other: CallId): boolean => at < than || (at === than && call < other);

/** Recounts the repeats of all calls of one customer, because an earlier call may arrive last. */
const recountRepeats = (tracker: Tracker, customer: CustomerKey): void => {
  const known = tracker.customers.get(customer);
  if (!known) return;
  for (const [call, joinedAt] of known) {
    const track = tracker.calls.get(call);
    if (!track) continue;
    track.repeats = 0;
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
  if (known.get(call) === first.joinedAt) return;
  known.set(call, first.joinedAt);
  recountRepeats(tracker, customer);
};
