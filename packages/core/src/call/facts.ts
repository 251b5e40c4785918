import type { CallEvent } from './event.ts';

/** Fact that the tracker adds to a call whose end no event reports. No phone system sends it. */
export interface UnknownEnd {
  readonly kind: 'end-unknown';
  readonly at: number;
  /** True when the phone system shows when the talk ended, although no event reported it. */
  readonly isShown?: true;
}

/** Fact that the tracker adds to a call that the phone system still shows after a gap in the connection. */
export interface StillUp {
  readonly kind: 'still-up';
  readonly at: number;
}

/** Known thing about a call, such as an answer or a hold. A call is the fold of its facts. */
export type CallFact = CallEvent | UnknownEnd | StillUp;

/** Order of facts that have the same time and order number. */
const kindRank: Record<CallFact['kind'], number> = {
  'call-queued': 0,
  'call-offered': 1,
  'call-unanswered': 2,
  'call-answered': 3,
  'call-held': 4,
  'call-retrieved': 5,
  'call-transferred': 6,
  'call-ended': 7,
  'call-left': 7,
  'call-wrapped': 8,
  'customer-sentiment': 8,
  'still-up': 8,
  'end-unknown': 9,
};

/** True for a fact that a phone system sent. */
const isSent = (fact: CallFact): fact is CallEvent => fact.kind !== 'end-unknown' && fact.kind !== 'still-up';
const idOf = (fact: CallFact): string => (isSent(fact) ? `${fact.source}\n${fact.id}` : '');
const orderOf = (fact: CallFact): number => (isSent(fact) ? (fact.order ?? 0) : Number.MAX_SAFE_INTEGER);

/** Total order of facts by their content, so that the order of arrival does not matter. */
const compare = (a: CallFact, b: CallFact): number =>
  a.at - b.at ||
  orderOf(a) - orderOf(b) ||
  kindRank[a.kind] - kindRank[b.kind] ||
  (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0);

/**
 * Inserts a fact into its sorted list.
 *
 * @returns false for a duplicate (same source and id), which changes nothing
 */
export const insertFact = (facts: CallFact[], fact: CallFact): boolean => {
  if (isSent(fact)) {
    for (const other of facts) {
      if (isSent(other) && other.id === fact.id && other.source === fact.source) return false;
    }
  }
  let index = facts.length;
  while (index > 0 && compare(facts[index - 1]!, fact) > 0) index -= 1;
  facts.splice(index, 0, fact);
  return true;
};
