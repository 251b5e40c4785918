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

/** Time by which a recorded fact may come before its time, as a record counts in whole seconds, in milliseconds. */
const recordedWithinMs = 1000;
/** Difference within which a recorded fact and a live one report the same thing, in milliseconds. */
const sameThingMs = 3000;

const isRecorded = (fact: CallFact): boolean => isSent(fact) && fact.recorded === true;

const queueOf = (fact: CallFact): string | null => ('queue' in fact ? fact.queue : null);
const lineOf = (fact: CallFact): string | null => ('line' in fact ? fact.line : null);

/** True for a fact that reports the same thing as the recorded fact. */
const isSameThing = (recorded: CallFact, live: CallFact): boolean =>
  recorded.kind === live.kind && queueOf(recorded) === queueOf(live) && lineOf(recorded) === lineOf(live) && Math.abs(recorded.at - live.at) <= sameThingMs;

/**
 * Prepares facts for folding: leaves out a fact from the phone system's record that a live fact reports too, and moves the
 * other recorded facts before live ones of the same second that can only follow them.
 *
 * @param facts in the order of {@link insertFact}
 * @returns the same list where nothing was read from a record
 */
export const withoutRecordedTwins = (facts: readonly CallFact[]): readonly CallFact[] => {
  if (!facts.some(isRecorded)) return facts;
  const live = facts.filter((fact) => !isRecorded(fact));
  const prepared: CallFact[] = [];
  for (const fact of facts) {
    if (!isRecorded(fact)) {
      prepared.push(fact);
      continue;
    }
    if (live.some((other) => isSameThing(fact, other))) continue;
    let index = prepared.length;
    while (index > 0) {
      const before = prepared[index - 1]!;
      if (isRecorded(before) || before.at < fact.at - recordedWithinMs || kindRank[before.kind] <= kindRank[fact.kind]) break;
      index -= 1;
    }
    prepared.splice(index, 0, fact);
  }
  return prepared;
};
