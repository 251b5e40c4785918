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
  /** The lines that ring for this call now, with since when; a ring-all queue rings several at once. */
  readonly ringing: { readonly line: LineId; readonly since: number }[];
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

const finish = (leg: Leg, outcome: Outcome, at: number): void => {
  endHold(leg, at);
  leg.ringing.length = 0;
  leg.outcome = outcome;
  leg.endedAt = at;
};

/** Waiting, or given up for lost too early: whoever is heard of again was not lost. */
const mayWait = (leg: Leg): boolean => leg.outcome === 'waiting' || (leg.outcome === 'lost' && leg.answeredAt === null);
const mayTalk = (leg: Leg): boolean => leg.outcome === 'talking' || (leg.outcome === 'lost' && leg.answeredAt !== null);

const found = (leg: Leg): Leg => {
  if (leg.outcome === 'lost') {
    leg.outcome = leg.answeredAt === null ? 'waiting' : 'talking';
    leg.endedAt = null;
  }
  return leg;
};

type TalkMark = Extract<Mark, { readonly kind: 'call-held' | 'call-retrieved' | 'call-transferred' }>;

const talk = (leg: Leg, mark: TalkMark): void => {
  switch (mark.kind) {
    case 'call-held':
      if (leg.heldSince !== null) break;
      leg.holds += 1;
      leg.heldSince = mark.at;
      break;
    case 'call-retrieved':
      endHold(leg, mark.at);
      break;
    case 'call-transferred':
      leg.transfer = { how: mark.how, to: mark.to ?? null, at: mark.at };
      if (mark.how === 'attended' && leg.heldSince !== null) {
        leg.consultation = true;
        leg.holds -= 1;
        leg.heldSince = null;
      }
      break;
  }
};

/**
 * Reads a call out of its marks, which are in order. A mark whose beginning was missed (we connected in mid-call)
 * makes its leg up from the seconds the phone system gives.
 */
export const readLegs = (marks: readonly Mark[]): Call => {
  const legs: Leg[] = [];
  // Of a talk whose answer was missed.
  const early: TalkMark[] = [];
  let customer: CustomerKey | null = null;
  for (const mark of marks) {
    switch (mark.kind) {
      case 'call-queued':
        customer = mark.customer ?? customer;
        begin(legs, mark.queue, mark.at);
        break;
      case 'call-offered': {
        const leg = newest(legs, (l) => mayWait(l) && l.queue === mark.queue) ?? begin(legs, mark.queue, mark.at);
        stopRinging(found(leg), mark.line);
        leg.ringing.push({ line: mark.line, since: mark.at });
        break;
      }
      case 'call-unanswered': {
        const leg = newest(legs, (l) => mayWait(l) && l.queue === mark.queue);
        if (!leg) break;
        found(leg).unanswered.push(mark.line);
        stopRinging(leg, mark.line);
        break;
      }
      case 'call-answered': {
        const leg =
          newest(legs, (l) => mayWait(l) && l.queue === mark.queue) ??
          begin(legs, mark.queue, mark.at - (mark.waitSeconds ?? 0) * 1000);
        answer(leg, mark.line, mark.at, mark.waitSeconds);
        break;
      }
      case 'call-held':
      case 'call-retrieved':
      case 'call-transferred': {
        const leg = newest(legs, mayTalk);
        if (leg) talk(found(leg), mark);
        else early.push(mark);
        break;
      }
      case 'call-ended': {
        const talkedMs = (mark.talkSeconds ?? 0) * 1000;
        let leg = newest(legs, (l) => mayTalk(l) && l.queue === mark.queue && l.line === mark.line);
        if (!leg) {
          leg =
            newest(legs, (l) => mayWait(l) && l.queue === mark.queue) ??
            begin(legs, mark.queue, mark.at - talkedMs - (mark.waitSeconds ?? 0) * 1000);
          answer(leg, mark.line, Math.max(leg.joinedAt, mark.at - talkedMs), mark.waitSeconds);
          for (const missed of early.splice(0)) talk(leg, missed);
        }
        leg.loggedBy = mark.by;
        leg.waitSeconds = mark.waitSeconds ?? leg.waitSeconds;
        leg.talkSeconds = mark.talkSeconds ?? Math.round((mark.at - leg.answeredAt!) / 1000);
        finish(leg, leg.transfer ? 'transferred' : endOutcome[mark.by], mark.at);
        break;
      }
      case 'call-left': {
        const waitedMs = (mark.waitSeconds ?? 0) * 1000;
        const leg = newest(legs, (l) => mayWait(l) && l.queue === mark.queue) ?? begin(legs, mark.queue, mark.at - waitedMs);
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
