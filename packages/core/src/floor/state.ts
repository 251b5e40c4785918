import { createTracker, type Leg, type Tracker } from '../call/index.ts';
import type { Judgement, Sketch, Baseline } from '../difficulty/index.ts';
import type { CallId, CustomerKey, LineId, PersonId, QueueName, SourceId } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import type { Offer } from '../offer/index.ts';
import type { EndAbusiveCalls } from '../phrasebook/index.ts';
import type { LineCommand, Recovery } from '../pause/index.ts';

/** What a centre decides for itself. */
export interface Policy {
  readonly guaranteedMs: number;
  readonly moreMs: number;
  readonly extendMs: number;
  /** Of banked minutes, how many are paid back at most with one recovery. */
  readonly payBackMaxMs: number;
  /** The published threshold: a call of this level or above is a hard call. */
  readonly hardLevel: 2 | 3;
  readonly tapWindowMs: number;
  /** Service level's T. */
  readonly targetSeconds: number;
  /** Usual handle time to start from, by queue; `''` for any other queue. */
  readonly priorTalkSeconds: Readonly<Record<string, number>>;
  /** The phone system's own wrap-up by queue, which it sends no event for; `''` for any other queue. */
  readonly wrapUpMs: Readonly<Record<string, number>>;
  readonly hardCodes: ReadonlySet<string>;
  /** Whether an agent who has asked and warned may end the call. */
  readonly endAbusiveCalls: EndAbusiveCalls;
}

export const defaultPolicy: Policy = {
  guaranteedMs: 2 * 60_000,
  moreMs: 3 * 60_000,
  extendMs: 2 * 60_000,
  payBackMaxMs: 5 * 60_000,
  hardLevel: 2,
  tapWindowMs: 15 * 60_000,
  targetSeconds: 20,
  priorTalkSeconds: { '': 240 },
  wrapUpMs: { '': 0 },
  hardCodes: new Set(),
  endAbusiveCalls: 'with-lead',
};

/** One leg that has ended, with its judgement where somebody answered it. */
export interface EndedCall {
  readonly call: CallId;
  readonly source: SourceId;
  readonly leg: Leg;
  readonly customer: CustomerKey | null;
  readonly repeats: number;
  readonly person: PersonId | null;
  readonly judgement: Judgement | null;
  readonly agentRating: 'hard' | 'fine' | null;
}

/** One queue's handle times, whole and by hour of the centre's day. */
export interface QueueUsual {
  readonly all: Sketch;
  readonly hours: Map<number, Sketch>;
  /** What was last read of each hour, and after how many calls; read again when that has grown by a hundredth. */
  readonly read: Map<number, { readonly calls: number; readonly usual: Baseline }>;
}

/** All of one centre that decisions are made from. Changed only by hear, say and sweep. */
export interface FloorState {
  readonly tracker: Tracker;
  readonly usual: Map<QueueName, QueueUsual>;
  /** Whose line is whose. */
  readonly people: Map<LineId, PersonId>;
  readonly lines: Map<PersonId, LineId>;
  /** The one recovery a person has open; its pause may still be on its way off. */
  readonly recoveries: Map<PersonId, Recovery>;
  readonly offers: Map<PersonId, Offer>;
  readonly banked: Map<PersonId, number>;
  /** Ended legs that may still be tapped, by {@link callKey}. */
  readonly ended: Map<string, EndedCall>;
  /** Each person's last ended leg, by {@link callKey}. */
  readonly lastEnded: Map<PersonId, string>;
  /** Legs that recovery time was given for, by {@link callKey}, with when: none is given for twice. */
  readonly granted: Map<string, number>;
  /** How the last recovery ended, until the next begins. */
  readonly closed: Map<PersonId, Recovery>;
  /** This day's entries, for the agent's own account. */
  readonly today: Map<PersonId, Entry[]>;
}

export const createFloorState = (): FloorState => ({
  tracker: createTracker(),
  usual: new Map(),
  people: new Map(),
  lines: new Map(),
  recoveries: new Map(),
  offers: new Map(),
  banked: new Map(),
  ended: new Map(),
  lastEnded: new Map(),
  granted: new Map(),
  closed: new Map(),
  today: new Map(),
});

export const callKey = (call: CallId, leg: number): string => `${call}/${leg}`;

/**
 * What follows from something heard, said or due: rows to be made durable together, and only then commands for the
 * phone system and people whose screens have changed.
 */
export interface Effects {
  readonly entries: Entry[];
  readonly recoveries: Map<string, Recovery>;
  readonly offers: Map<string, Offer>;
  /** Every state an offer went through, in order. */
  readonly offerSteps: Offer[];
  readonly calls: Map<string, EndedCall>;
  readonly commands: (LineCommand & { readonly person: PersonId })[];
  readonly people: Set<PersonId>;
  readonly lines: Set<LineId>;
  readonly queues: Set<QueueName>;
}

export const createEffects = (): Effects => ({
  entries: [],
  recoveries: new Map(),
  offers: new Map(),
  offerSteps: [],
  calls: new Map(),
  commands: [],
  people: new Set(),
  lines: new Set(),
  queues: new Set(),
});

/** Where and when decisions are made; `hourOf` is the hour of the centre's own day. */
export interface DecisionContext {
  readonly now: number;
  readonly policy: Policy;
  hourOf(at: number): number;
}
