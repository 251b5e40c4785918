import type { CallId, CustomerKey } from '../ids/index.ts';
import type { Call } from './legs.ts';
import type { Tracker } from './state.ts';

export const dayMs = 24 * 3_600_000;

const isEarlier = (at: number, call: CallId, than: number, other: CallId): boolean => at < than || (at === than && call < other);

/** Counts again what each of a customer's calls repeats: an earlier one may be heard of last. */
const countRepeats = (tracker: Tracker, customer: CustomerKey): void => {
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

/** Notes when a customer's call joined, and what it repeats. `before` is the customer it was taken for until now. */
export const knowCustomer = (tracker: Tracker, call: CallId, before: CustomerKey | null, after: Call): void => {
  const { customer } = after;
  if (before !== null && before !== customer) {
    tracker.customers.get(before)?.delete(call);
    countRepeats(tracker, before);
  }
  const first = after.legs[0];
  if (customer === null || !first) return;
  let known = tracker.customers.get(customer);
  if (!known) tracker.customers.set(customer, (known = new Map()));
  if (known.get(call) === first.joinedAt) return;
  known.set(call, first.joinedAt);
  countRepeats(tracker, customer);
};
