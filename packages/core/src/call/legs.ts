import type { CustomerKey, LineId, QueueName } from '../ids/index.ts';
import type { EndedBy, LeftBecause, TransferHow } from './event.ts';
import type { Mark } from './marks.ts';

export type Outcome =
  | 'waiting'
  | 'talking'
  | 'completed-by-agent'
  | 'completed-by-caller'
  | 'completed'
  | 'transferred'
  | LeftOutcome
  | 'lost';
type LeftOutcome = 'abandoned' | 'timed-out' | 'withdrawn' | 'left';

/** One stay of a call in one queue. A caller transferred into a second queue has a second leg. */
export interface Leg {
  /** 1 for the first. */
  readonly leg: number;
  readonly queue: QueueName;
  readonly joinedAt: number;
  /** The line that is ringing for this call now; null when none is. */
  ringing: LineId | null;
  ringingSince: number | null;
  readonly unanswered: LineId[];
  line: LineId | null;
  answeredAt: number | null;
  endedAt: number | null;
  outcome: Outcome;
  /** What the phone system itself says, where a transfer on the agent's phone hid what happened. */
  loggedBy: EndedBy | null;
  /** Whole seconds in the queue: the phone system's count, else from the times; null while waiting. */
  waitSeconds: number | null;
  /** Whole seconds from answer to end, holds included, as the phone system counts; null before the end. */
  talkSeconds: number | null;
  transfer: { readonly how: TransferHow; readonly to: string | null; readonly at: number } | null;
  /** An attended transfer was carried through; its consultation is not counted as a hold. */
  consultation: boolean;
  holds: number;
  heldMs: number;
  longestHoldMs: number;
  heldSince: number | null;
  wrapUpCode: string | null;
  wrapUpSeconds: number | null;
  /** Mean of what the platform said of the customer's channel, -1 to 1; null where it says nothing. */
  customerSentiment: number | null;
  sentimentCount: number;
}

export interface Call {
  readonly customer: CustomerKey | null;
  readonly legs: readonly Leg[];
}

export const isLive = (leg: Leg): boolean => leg.outcome === 'waiting' || leg.outcome === 'talking';

const leftOutcome: Record<LeftBecause, LeftOutcome> = {
  abandoned: 'abandoned',
  'timed-out': 'timed-out',
  withdrawn: 'withdrawn',
  unknown: 'left',
};
const endOutcome: Record<EndedBy, Outcome> = {
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
    ringing: null,
    ringingSince: null,
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

const answer = (leg: Leg, line: LineId, at: number, waitSeconds: number | undefined): void => {
  leg.line = line;
  leg.answeredAt = at;
  leg.outcome = 'talking';
  leg.ringing = null;
  leg.ringingSince = null;
  leg.waitSeconds = waitSeconds ?? Math.round((at - leg.joinedAt) / 1000);
};

const finish = (leg: Leg, outcome: Outcome, at: number): void => {
  endHold(leg, at);
  leg.ringing = null;
  leg.ringingSince = null;
  leg.outcome = outcome;
  leg.endedAt = at;
};

const talking = (leg: Leg): boolean => leg.outcome === 'talking';
const waiting = (leg: Leg): boolean => leg.outcome === 'waiting';

/**
 * Reads a call out of its marks, which are in order. A mark whose beginning was missed (we connected in mid-call)
 * makes its leg up from the seconds the phone system gives.
 */
export const readLegs = (marks: readonly Mark[]): Call => {
  const legs: Leg[] = [];
  let customer: CustomerKey | null = null;
  for (const mark of marks) {
    switch (mark.kind) {
      case 'call-queued':
        customer = mark.customer ?? customer;
        begin(legs, mark.queue, mark.at);
        break;
      case 'call-offered': {
        const leg = newest(legs, (l) => waiting(l) && l.queue === mark.queue) ?? begin(legs, mark.queue, mark.at);
        leg.ringing = mark.line;
        leg.ringingSince = mark.at;
        break;
      }
      case 'call-unanswered': {
        const leg = newest(legs, (l) => waiting(l) && l.queue === mark.queue);
        if (!leg) break;
        leg.unanswered.push(mark.line);
        if (leg.ringing === mark.line) {
          leg.ringing = null;
          leg.ringingSince = null;
        }
        break;
      }
      case 'call-answered': {
        const leg =
          newest(legs, (l) => waiting(l) && l.queue === mark.queue) ??
          begin(legs, mark.queue, mark.at - (mark.waitSeconds ?? 0) * 1000);
        answer(leg, mark.line, mark.at, mark.waitSeconds);
        break;
      }
      case 'call-held': {
        const leg = newest(legs, talking);
        if (!leg || leg.heldSince !== null) break;
        leg.holds += 1;
        leg.heldSince = mark.at;
        break;
      }
      case 'call-retrieved': {
        const leg = newest(legs, talking);
        if (leg) endHold(leg, mark.at);
        break;
      }
      case 'call-transferred': {
        const leg = newest(legs, talking);
        if (!leg) break;
        leg.transfer = { how: mark.how, to: mark.to ?? null, at: mark.at };
        if (mark.how === 'attended' && leg.heldSince !== null) {
          leg.consultation = true;
          leg.holds -= 1;
          leg.heldSince = null;
        }
        break;
      }
      case 'call-ended': {
        const talkedMs = (mark.talkSeconds ?? 0) * 1000;
        let leg = newest(legs, (l) => talking(l) && l.queue === mark.queue && l.line === mark.line);
        if (!leg) {
          leg =
            newest(legs, (l) => waiting(l) && l.queue === mark.queue) ??
            begin(legs, mark.queue, mark.at - talkedMs - (mark.waitSeconds ?? 0) * 1000);
          answer(leg, mark.line, mark.at - talkedMs, mark.waitSeconds);
        }
        leg.loggedBy = mark.by;
        leg.waitSeconds = mark.waitSeconds ?? leg.waitSeconds;
        leg.talkSeconds = mark.talkSeconds ?? Math.round((mark.at - leg.answeredAt!) / 1000);
        finish(leg, leg.transfer ? 'transferred' : endOutcome[mark.by], mark.at);
        break;
      }
      case 'call-left': {
        const waitedMs = (mark.waitSeconds ?? 0) * 1000;
        const leg = newest(legs, (l) => waiting(l) && l.queue === mark.queue) ?? begin(legs, mark.queue, mark.at - waitedMs);
        leg.waitSeconds = mark.waitSeconds ?? Math.round((mark.at - leg.joinedAt) / 1000);
        finish(leg, leftOutcome[mark.because], mark.at);
        break;
      }
      case 'call-wrapped': {
        const leg = newest(legs, (l) => l.line === mark.line);
        if (!leg) break;
        leg.wrapUpCode = mark.code ?? leg.wrapUpCode;
        leg.wrapUpSeconds = mark.wrapUpSeconds ?? leg.wrapUpSeconds;
        break;
      }
      case 'customer-sentiment': {
        const leg = newest(legs, (l) => l.answeredAt !== null);
        if (!leg) break;
        leg.sentimentCount += 1;
        leg.customerSentiment = (leg.customerSentiment ?? 0) + (mark.score - (leg.customerSentiment ?? 0)) / leg.sentimentCount;
        break;
      }
      case 'call-lost':
        for (const leg of legs) if (isLive(leg)) finish(leg, 'lost', mark.at);
        break;
    }
  }
  return { customer, legs };
};
