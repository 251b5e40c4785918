import type { CustomerKey, LineId, QueueName } from '../ids/index.ts';
import type { EndedBy, LeftReason, TransferHow } from './event.ts';
import type { CallFact } from './facts.ts';

/** State of a leg, or how it ended. `lost`: it ended and no event reports how; a caller who hung up while waiting is `abandoned`. */
export type LegOutcome =
  | 'waiting'
  | 'talking'
  | 'completed-by-agent'
  | 'completed-by-caller'
  | 'completed'
  | 'transferred'
  | LeftOutcome
  | 'lost';
type LeftOutcome = 'abandoned' | 'timed-out' | 'withdrawn' | 'left';

/** Stay of a call in one queue (a queue visit, not a channel). A caller transferred into a second queue has a second leg. */
export interface Leg {
  /** 1 for the first. */
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
  outcome: LegOutcome;
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
  readonly legs: readonly Leg[];
}

/** True while the caller waits or talks. */
export const isLive = (leg: Leg): boolean => leg.outcome === 'waiting' || leg.outcome === 'talking';

const leftOutcome: Record<LeftReason, LeftOutcome> = {
  abandoned: 'abandoned',
  'timed-out': 'timed-out',
  withdrawn: 'withdrawn',
  unknown: 'left',
};
const endOutcome: Record<EndedBy, LegOutcome> = {
  agent: 'completed-by-agent',
  caller: 'completed-by-caller',
  transfer: 'transferred',
  unknown: 'completed',
};

const begin = (legs: Leg[], queue: QueueName, joinedAt: number): Leg => {
  const leg: Leg = {
    leg: legs.length + 1,
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
  legs.push(leg);
  return leg;
};

const newest = (legs: readonly Leg[], fits: (leg: Leg) => boolean): Leg | undefined => {
  for (let i = legs.length - 1; i >= 0; i -= 1) if (fits(legs[i]!)) return legs[i]!;
  return undefined;
};

const endHold = (leg: Leg, at: number): void => {
  if (leg.heldSince === null) return;
  const heldMs = at - leg.heldSince;
  leg.heldMs += heldMs;
  leg.longestHoldMs = Math.max(leg.longestHoldMs, heldMs);
  leg.heldSince = null;
};

const stopRinging = (leg: Leg, line: LineId): void => {
  const index = leg.ringing.findIndex((one) => one.line === line);
  if (index >= 0) leg.ringing.splice(index, 1);
};

const answer = (leg: Leg, line: LineId, at: number, waitSeconds: number | undefined): void => {
  leg.line = line;
  leg.answeredAt = at;
  leg.outcome = 'talking';
  leg.endedAt = null;
  leg.ringing.length = 0;
  leg.waitSeconds = waitSeconds ?? Math.round((at - leg.joinedAt) / 1000);
};

const finish = (leg: Leg, outcome: LegOutcome, at: number): void => {
  endHold(leg, at);
  leg.ringing.length = 0;
  leg.outcome = outcome;
  leg.endedAt = at;
};

/** True for a waiting leg, and for one ended as `lost` without an answer, since a later fact may show that it was still waiting. */
const couldBeWaiting = (leg: Leg): boolean => leg.outcome === 'waiting' || (leg.outcome === 'lost' && leg.answeredAt === null);
const couldBeTalking = (leg: Leg): boolean => leg.outcome === 'talking' || (leg.outcome === 'lost' && leg.answeredAt !== null);

const reopen = (leg: Leg): Leg => {
  if (leg.outcome === 'lost') {
    leg.outcome = leg.answeredAt === null ? 'waiting' : 'talking';
    leg.endedAt = null;
  }
  return leg;
};

type ConversationFact = Extract<CallFact, { readonly kind: 'call-held' | 'call-retrieved' | 'call-transferred' }>;

const applyConversationFact = (leg: Leg, fact: ConversationFact): void => {
  switch (fact.kind) {
    case 'call-held':
      if (leg.heldSince !== null) break;
      leg.holds += 1;
      leg.heldSince = fact.at;
      break;
    case 'call-retrieved':
      endHold(leg, fact.at);
      break;
    case 'call-transferred':
      leg.transfer = { how: fact.how, to: fact.to ?? null, at: fact.at };
      if (fact.how === 'attended' && leg.heldSince !== null) {
        leg.consultation = true;
        leg.holds -= 1;
        leg.heldSince = null;
      }
      break;
  }
};

/**
 * Folds a call from its facts.
 *
 * A leg whose start was missed (the connection opened in mid-call) is reconstructed from the seconds that the phone
 * system reports with the answer or the end.
 *
 * @param facts in the order of {@link insertFact}
 */
export const foldLegs = (facts: readonly CallFact[]): Call => {
  const legs: Leg[] = [];
  // Hold and transfer facts of a call whose answer was not observed.
  const earlyFacts: ConversationFact[] = [];
  let customer: CustomerKey | null = null;
  for (const fact of facts) {
    switch (fact.kind) {
      case 'call-queued':
        customer = fact.customer ?? customer;
        begin(legs, fact.queue, fact.at);
        break;
      case 'call-offered': {
        const leg = newest(legs, (l) => couldBeWaiting(l) && l.queue === fact.queue) ?? begin(legs, fact.queue, fact.at);
        stopRinging(reopen(leg), fact.line);
        leg.ringing.push({ line: fact.line, since: fact.at });
        break;
      }
      case 'call-unanswered': {
        const leg = newest(legs, (l) => couldBeWaiting(l) && l.queue === fact.queue);
        if (!leg) break;
        reopen(leg).unanswered.push(fact.line);
        stopRinging(leg, fact.line);
        break;
      }
      case 'call-answered': {
        const leg =
          newest(legs, (l) => couldBeWaiting(l) && l.queue === fact.queue) ??
          begin(legs, fact.queue, fact.at - (fact.waitSeconds ?? 0) * 1000);
        answer(leg, fact.line, fact.at, fact.waitSeconds);
        break;
      }
      case 'call-held':
      case 'call-retrieved':
      case 'call-transferred': {
        const leg = newest(legs, couldBeTalking);
        if (leg) applyConversationFact(reopen(leg), fact);
        else earlyFacts.push(fact);
        break;
      }
      case 'call-ended': {
        const talkedMs = (fact.talkSeconds ?? 0) * 1000;
        let leg = newest(legs, (l) => couldBeTalking(l) && l.queue === fact.queue && l.line === fact.line);
        if (!leg) {
          leg =
            newest(legs, (l) => couldBeWaiting(l) && l.queue === fact.queue) ??
            begin(legs, fact.queue, fact.at - talkedMs - (fact.waitSeconds ?? 0) * 1000);
          answer(leg, fact.line, Math.max(leg.joinedAt, fact.at - talkedMs), fact.waitSeconds);
          for (const missed of earlyFacts.splice(0)) applyConversationFact(leg, missed);
        }
        leg.loggedBy = fact.by;
        leg.waitSeconds = fact.waitSeconds ?? leg.waitSeconds;
        leg.talkSeconds = fact.talkSeconds ?? Math.round((fact.at - leg.answeredAt!) / 1000);
        finish(leg, leg.transfer ? 'transferred' : endOutcome[fact.by], fact.at);
        break;
      }
      case 'call-left': {
        const waitedMs = (fact.waitSeconds ?? 0) * 1000;
        const leg = newest(legs, (l) => couldBeWaiting(l) && l.queue === fact.queue) ?? begin(legs, fact.queue, fact.at - waitedMs);
        leg.waitSeconds = fact.waitSeconds ?? Math.round((fact.at - leg.joinedAt) / 1000);
        finish(leg, leftOutcome[fact.because], fact.at);
        break;
      }
      case 'call-wrapped': {
        const leg = newest(legs, (l) => l.line === fact.line);
        if (!leg) break;
        leg.wrapUpCode = fact.code ?? leg.wrapUpCode;
        leg.wrapUpSeconds = fact.wrapUpSeconds ?? leg.wrapUpSeconds;
        break;
      }
      case 'customer-sentiment': {
        const leg = newest(legs, (l) => l.answeredAt !== null);
        if (!leg) break;
        leg.sentimentCount += 1;
        leg.customerSentiment = (leg.customerSentiment ?? 0) + (fact.score - (leg.customerSentiment ?? 0)) / leg.sentimentCount;
        break;
      }
      case 'end-unknown':
        for (const leg of legs) if (isLive(leg)) finish(leg, 'lost', fact.at);
        break;
      case 'still-up':
        break;
    }
  }
  return { customer, legs };
};
