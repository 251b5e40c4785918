import type { CallEvent } from './event.ts';

/** Fact that the tracker adds to a call whose end no event reports. No phone system sends it. */
export interface UnknownEnd {
  readonly kind: 'end-unknown';
  readonly at: number;
}

/** Known thing about a call, such as an answer or a hold. A call is the fold of its facts. */
export type CallFact = CallEvent | UnknownEnd;

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
  'end-unknown': 9,
};

const idOf = (fact: CallFact): string => (fact.kind === 'end-unknown' ? '' : `${fact.source}\n${fact.id}`);
const orderOf = (fact: CallFact): number => (fact.kind === 'end-unknown' ? Number.MAX_SAFE_INTEGER : (fact.order ?? 0));

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
  if (fact.kind !== 'end-unknown') {
    for (const other of facts) {
      if (other.kind !== 'end-unknown' && other.id === fact.id && other.source === fact.source) return false;
    }
  }
  let index = facts.length;
  while (index > 0 && compare(facts[index - 1]!, fact) > 0) index -= 1;
  facts.splice(index, 0, fact);
  return true;
};
