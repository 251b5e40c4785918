import type { CustomerKey, LineId, QueueName } from '../ids/index.ts';
import type { EndedBy, LeftReason, TransferHow } from './event.ts';
import { withoutRecordedTwins, type CallFact } from './facts.ts';

/**
 * State of a visit, or how it ended. Stored. `lost`: its end was not observed, as no event reports it; it is not a call
 * that the caller gave up, which is `abandoned`.
 */
export type QueueVisitOutcome =
  | 'waiting'
  | 'talking'
  | 'completed-by-agent'
  | 'completed-by-caller'
  | 'completed'
  | 'transferred'
  | LeftOutcome
  | 'lost';
type LeftOutcome = 'abandoned' | 'timed-out' | 'withdrawn' | 'left';

/** Stay of a call in one queue (a queue visit, not a channel). A caller transferred into a second queue has a second visit. */
export interface QueueVisit {
  /** Number of the visit, 1 for the first. Stored and sent as `leg`. */
  readonly leg: number;
  readonly queue: QueueName;
  readonly joinedAt: number;
  /** Lines that ring for this call now, with the start of ringing; a ring-all queue rings several at once. */
  readonly ringing: { readonly line: LineId; readonly since: number }[];
  /** Lines that rang and did not answer (RNA, ring no answer). */
  readonly unanswered: LineId[];
  line: LineId | null;
  answeredAt: number | null;
  endedAt: number | null;
  outcome: QueueVisitOutcome;
  /** Who ended the call according to the phone system. After a transfer on the agent's phone it may report the agent, although `outcome` is `transferred`. */
  loggedBy: EndedBy | null;
  /** Whole seconds in the queue, as the phone system reports them, else computed from the event times; null while waiting. */
  waitSeconds: number | null;
  /** Talk time: whole seconds from answer to end, holds included, wrap-up not; null before the end. */
  talkSeconds: number | null;
  transfer: { readonly how: TransferHow; readonly to: string | null; readonly at: number } | null;
  /** True once an attended transfer is completed: the hold of its consultation is then left out of `holds`. */
  consultation: boolean;
  holds: number;
  heldMs: number;
  longestHoldMs: number;
  heldSince: number | null;
  wrapUpCode: string | null;
  wrapUpSeconds: number | null;
  /** Mean sentiment of the customer's channel, -1 to 1; null where the platform reports none. */
  customerSentiment: number | null;
  sentimentCount: number;
}

/** A call as folded from its facts. */
export interface Call {
  readonly customer: CustomerKey | null;
  /** Visits in order. Stored as `legs`. */
  readonly legs: readonly QueueVisit[];
}

/** True while the caller waits or talks. */
export const isLive = (visit: QueueVisit): boolean => visit.outcome === 'waiting' || visit.outcome === 'talking';

const leftOutcome: Record<LeftReason, LeftOutcome> = {
  abandoned: 'abandoned',
  'timed-out': 'timed-out',
  withdrawn: 'withdrawn',
  unknown: 'left',
};
const endOutcome: Record<EndedBy, QueueVisitOutcome> = {
  agent: 'completed-by-agent',
  caller: 'completed-by-caller',
  transfer: 'transferred',
  unknown: 'completed',
};

const begin = (visits: QueueVisit[], queue: QueueName, joinedAt: number): QueueVisit => {
  const visit: QueueVisit = {
    leg: visits.length + 1,
    queue,
    joinedAt,
    ringing: [],
    unanswered: [],
    line: null,
    answeredAt: null,
    endedAt: null,
    outcome: 'waiting',
    loggedBy: null,
    waitSeconds: null,
    talkSeconds: null,
    transfer: null,
    consultation: false,
    holds: 0,
    heldMs: 0,
    longestHoldMs: 0,
    heldSince: null,
    wrapUpCode: null,
    wrapUpSeconds: null,
    customerSentiment: null,
    sentimentCount: 0,
  };
  visits.push(visit);
  return visit;
};

const newest = (visits: readonly QueueVisit[], fits: (visit: QueueVisit) => boolean): QueueVisit | undefined => {
  for (let i = visits.length - 1; i >= 0; i -= 1) if (fits(visits[i]!)) return visits[i]!;
  return undefined;
};

const endHold = (visit: QueueVisit, at: number): void => {
  if (visit.heldSince === null) return;
  const heldMs = at - visit.heldSince;
  visit.heldMs += heldMs;
  visit.longestHoldMs = Math.max(visit.longestHoldMs, heldMs);
  visit.heldSince = null;
};

const stopRinging = (visit: QueueVisit, line: LineId): void => {
  const index = visit.ringing.findIndex((one) => one.line === line);
  if (index >= 0) visit.ringing.splice(index, 1);
};

const answer = (visit: QueueVisit, line: LineId, at: number, waitSeconds: number | undefined): void => {
  visit.line = line;
  visit.answeredAt = at;
  visit.outcome = 'talking';
  visit.endedAt = null;
  visit.ringing.length = 0;
  visit.waitSeconds = waitSeconds ?? Math.round((at - visit.joinedAt) / 1000);
};

const finish = (visit: QueueVisit, outcome: QueueVisitOutcome, at: number): void => {
  endHold(visit, at);
  visit.ringing.length = 0;
  visit.outcome = outcome;
  visit.endedAt = at;
};

/** True for a waiting visit, and for one ended as `lost` without an answer, since a later fact may show that it was still waiting. */
const couldBeWaiting = (visit: QueueVisit): boolean => visit.outcome === 'waiting' || (visit.outcome === 'lost' && visit.answeredAt === null);
const couldBeTalking = (visit: QueueVisit): boolean => visit.outcome === 'talking' || (visit.outcome === 'lost' && visit.answeredAt !== null);

const reopen = (visit: QueueVisit): QueueVisit => {
  if (visit.outcome === 'lost') {
    visit.outcome = visit.answeredAt === null ? 'waiting' : 'talking';
    visit.endedAt = null;
  }
  return visit;
};

/** Phone systems show the end of a call in whole seconds. */
const sameEndMs = 2000;

/** Difference between the beginnings of a talk, as the end in a record and the live events show it, in milliseconds. */
const sameBeginningMs = 3000;

/** True for a visit that has ended already and that the recorded end is about: the record may count the caller's time after the talk. */
const isEndOf = (visit: QueueVisit, { queue, line, at }: { readonly queue: QueueName; readonly line: LineId; readonly at: number }, talkedMs: number): boolean =>
  visit.queue === queue && visit.line === line && visit.answeredAt !== null && !isLive(visit) && visit.outcome !== 'lost' && Math.abs(at - talkedMs - visit.answeredAt) <= sameBeginningMs;

type ConversationFact = Extract<CallFact, { readonly kind: 'call-held' | 'call-retrieved' | 'call-transferred' }>;

const applyConversationFact = (visit: QueueVisit, fact: ConversationFact): void => {
  switch (fact.kind) {
    case 'call-held':
      if (visit.heldSince !== null) break;
      visit.holds += 1;
      visit.heldSince = fact.at;
      break;
    case 'call-retrieved':
      endHold(visit, fact.at);
      break;
    case 'call-transferred':
      visit.transfer = { how: fact.how, to: fact.to ?? null, at: fact.at };
      if (fact.how === 'attended' && visit.heldSince !== null) {
        visit.consultation = true;
        visit.holds -= 1;
        visit.heldSince = null;
      }
      break;
  }
};

/**
 * Folds a call from its facts.
 *
 * A visit whose start was missed (the connection opened in mid-call) is reconstructed from the seconds that the phone
 * system reports with the answer or the end.
 *
 * @param facts in the order of {@link insertFact}
 */
export const foldCall = (facts: readonly CallFact[]): Call => {
  const visits: QueueVisit[] = [];
  // Hold and transfer facts of a call whose answer was not observed.
  const earlyFacts: ConversationFact[] = [];
  let customer: CustomerKey | null = null;
  for (const fact of withoutRecordedTwins(facts)) {
    switch (fact.kind) {
      case 'call-queued':
        customer = fact.customer ?? customer;
        begin(visits, fact.queue, fact.at);
        break;
      case 'call-offered': {
        const visit = newest(visits, (l) => couldBeWaiting(l) && l.queue === fact.queue) ?? begin(visits, fact.queue, fact.at);
        stopRinging(reopen(visit), fact.line);
        visit.ringing.push({ line: fact.line, since: fact.at });
        break;
      }
      case 'call-unanswered': {
        const visit = newest(visits, (l) => couldBeWaiting(l) && l.queue === fact.queue);
        if (!visit) break;
        reopen(visit).unanswered.push(fact.line);
        stopRinging(visit, fact.line);
        break;
      }
      case 'call-answered': {
        const visit =
          newest(visits, (l) => couldBeWaiting(l) && l.queue === fact.queue) ??
          begin(visits, fact.queue, fact.at - (fact.waitSeconds ?? 0) * 1000);
        answer(visit, fact.line, fact.at, fact.waitSeconds);
        break;
      }
      case 'call-held':
      case 'call-retrieved':
      case 'call-transferred': {
        const visit = newest(visits, couldBeTalking);
        if (visit) applyConversationFact(reopen(visit), fact);
        else earlyFacts.push(fact);
        break;
      }
      case 'call-ended': {
        const talkedMs = (fact.talkSeconds ?? 0) * 1000;
        if (fact.recorded && visits.some((l) => isEndOf(l, fact, talkedMs))) break;
        let visit = newest(visits, (l) => couldBeTalking(l) && l.queue === fact.queue && l.line === fact.line);
        if (!visit) {
          visit =
            newest(visits, (l) => couldBeWaiting(l) && l.queue === fact.queue) ??
            begin(visits, fact.queue, fact.at - talkedMs - (fact.waitSeconds ?? 0) * 1000);
          answer(visit, fact.line, Math.max(visit.joinedAt, fact.at - talkedMs), fact.waitSeconds);
          for (const missed of earlyFacts.splice(0)) applyConversationFact(visit, missed);
        }
        visit.loggedBy = fact.by;
        visit.waitSeconds = fact.waitSeconds ?? visit.waitSeconds;
        visit.talkSeconds = fact.talkSeconds ?? Math.round((fact.at - visit.answeredAt!) / 1000);
        finish(visit, visit.transfer ? 'transferred' : endOutcome[fact.by], fact.at);
        break;
      }
      case 'call-left': {
        const waitedMs = (fact.waitSeconds ?? 0) * 1000;
        const visit = newest(visits, (l) => couldBeWaiting(l) && l.queue === fact.queue) ?? begin(visits, fact.queue, fact.at - waitedMs);
        visit.waitSeconds = fact.waitSeconds ?? Math.round((fact.at - visit.joinedAt) / 1000);
        finish(visit, leftOutcome[fact.because], fact.at);
        break;
      }
      case 'call-wrapped': {
        const visit = newest(visits, (l) => l.line === fact.line);
        if (!visit) break;
        visit.wrapUpCode = fact.code ?? visit.wrapUpCode;
        visit.wrapUpSeconds = fact.wrapUpSeconds ?? visit.wrapUpSeconds;
        break;
      }
      case 'customer-sentiment': {
        const visit = newest(visits, (l) => l.answeredAt !== null);
        if (!visit) break;
        visit.sentimentCount += 1;
        visit.customerSentiment = (visit.customerSentiment ?? 0) + (fact.score - (visit.customerSentiment ?? 0)) / visit.sentimentCount;
        break;
      }
      case 'end-unknown':
        // The event of the end may still come, as a sender repeats it; it then counts instead.
        if (fact.isShown && facts.some((other) => other.kind === 'call-ended' && other.at >= fact.at - sameEndMs)) break;
        for (const visit of visits) {
          if (!isLive(visit)) continue;
          const isTalk = fact.isShown === true && visit.answeredAt !== null;
          if (isTalk) visit.talkSeconds = Math.round((fact.at - visit.answeredAt!) / 1000);
          finish(visit, isTalk ? 'completed' : 'lost', fact.at);
        }
        break;
      case 'still-up':
        break;
    }
  }
  return { customer, legs: visits };
};
