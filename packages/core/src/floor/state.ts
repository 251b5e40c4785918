import { createTracker, type PhoneEvent, type QueueVisit, type Tracker } from '../call/index.ts';
import type { Baseline, Judgement, Sketch } from '../difficulty/index.ts';
import type { CallId, CustomerKey, TimeGrantId, LineId, PersonId, QueueName, SourceId } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import type { Offer } from '../offer/index.ts';
import type { Handover, LineOwners } from './line-owners.ts';
import type { EndAbusiveCalls } from '../phrasebook/index.ts';
import type { ClosedRecovery, EndingRecovery, LineCommand, OffQueueRecord, OpenRecovery, Recovery } from '../pause/index.ts';

/** Rules that a centre sets for itself. Lengths are milliseconds unless named otherwise. */
export interface Policy {
  readonly guaranteedMs: number;
  readonly moreMs: number;
  readonly extendMs: number;
  /** Most banked minutes that one recovery pays back. */
  readonly payBackMaxMs: number;
  /** Published threshold: a call of this level or above is a hard call. */
  readonly hardLevel: 2 | 3;
  readonly tapWindowMs: number;
  /** Target answering time of the service level. */
  readonly targetSeconds: number;
  /** Talk time that a queue is compared with before it has enough calls; `''` for any other queue. */
  readonly priorTalkSeconds: Readonly<Record<string, number>>;
  /** Wrap-up time by queue on phone systems that report none; `''` for any other queue. */
  readonly wrapUpMs: Readonly<Record<string, number>>;
  readonly hardCodes: ReadonlySet<string>;
  /**
   * What decides whose a line is. `login`: the assigned person, unless the phone system shows the name of somebody else.
   * `name`: the person with the name that the phone system shows. `interface`: the assigned person, whatever the name.
   */
  readonly lineMatch: 'login' | 'name' | 'interface';
  /** Policy on ending an abusive call after the agent has asked the caller to stop and warned them. */
  readonly endAbusiveCalls: EndAbusiveCalls;
}

/** Policy of a centre that sets nothing. */
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
  lineMatch: 'login',
  endAbusiveCalls: 'with-lead',
};

/** Ended visit, with its judgement if an agent answered it. */
export interface EndedCall {
  readonly call: CallId;
  readonly source: SourceId;
  readonly visit: QueueVisit;
  readonly customer: CustomerKey | null;
  readonly repeats: number;
  readonly person: PersonId | null;
  readonly judgement: Judgement | null;
  readonly agentRating: 'hard' | 'fine' | null;
}

/** Talk times of one queue: of the whole day, and by hour of the centre's day. */
export interface QueueUsual {
  readonly all: Sketch;
  readonly hours: Map<number, Sketch>;
  /** Baselines computed for each hour, with the number of calls then; computed again once it has grown by a hundredth. */
  readonly read: Map<number, { readonly calls: number; readonly usual: Baseline }>;
}

/** The state of one centre that decisions are made from. Changed only by applyPhoneEvent, handleCommand and onClockTick. */
export interface FloorState {
  readonly tracker: Tracker;
  readonly usual: Map<QueueName, QueueUsual>;
  /** Assignments and names that decide whose a line is; null until they are loaded. */
  owners: LineOwners | null;
  /** The person of each line now. */
  readonly people: Map<LineId, PersonId>;
  /** The first line of each person; {@link linesOf} gives all of them. */
  readonly lines: Map<PersonId, LineId>;
  /** The person who answered each open leg, by {@link callKey}: a call stays theirs when somebody else logs in on the phone. */
  readonly answeredBy: Map<string, PersonId>;
  /** Recoveries that are not closed, by person. */
  readonly recoveries: Map<PersonId, OpenRecovery | EndingRecovery>;
  /** Queues that people are off, by time grant; one that is over stays until its end has passed, so that it is not begun again. */
  readonly offQueues: Map<TimeGrantId, OffQueueRecord>;
  readonly offers: Map<PersonId, Offer>;
  readonly banked: Map<PersonId, number>;
  /** Ended visits that their agent may still rate, by {@link callKey}. */
  readonly ended: Map<string, EndedCall>;
  /** Each person's last ended visit, by {@link callKey}. */
  readonly lastEnded: Map<PersonId, string>;
  /** Times at which visits were granted recovery time, by {@link callKey}: a visit is granted it once. */
  readonly granted: Map<string, number>;
  /** Each person's last recovery that has ended, until the next begins. */
  readonly closed: Map<PersonId, EndingRecovery | ClosedRecovery>;
  /** Each person's ledger entries of this day. */
  readonly today: Map<PersonId, Entry[]>;
}

/** Makes the state of a centre in which nothing has happened. */
export const createFloorState = (): FloorState => ({
  tracker: createTracker(),
  usual: new Map(),
  owners: null,
  people: new Map(),
  lines: new Map(),
  answeredBy: new Map(),
  recoveries: new Map(),
  offQueues: new Map(),
  offers: new Map(),
  banked: new Map(),
  ended: new Map(),
  lastEnded: new Map(),
  granted: new Map(),
  closed: new Map(),
  today: new Map(),
});

/** Identifies a visit of a call in the maps of the floor state. */
export const callKey = (call: CallId, leg: number): string => `${call}/${leg}`;

/**
 * Consequences of a phone event, a command or the clock: rows that are stored together; after that, commands for the
 * phone system, and the people, lines and queues whose screens have changed.
 */
export interface Effects {
  readonly entries: Entry[];
  readonly recoveries: Map<string, Recovery>;
  readonly offQueues: Map<TimeGrantId, OffQueueRecord>;
  readonly offers: Map<string, Offer>;
  /** Every state an offer went through, in order. */
  readonly offerSteps: Offer[];
  readonly calls: Map<string, EndedCall>;
  /** Commands for the phone system; `person` is null for a line that is nobody's. */
  readonly commands: (LineCommand & { readonly person: PersonId | null })[];
  /** Onhook's own commands as events: applied already, to be appended to the log. */
  readonly logged: PhoneEvent[];
  readonly people: Set<PersonId>;
  readonly lines: Set<LineId>;
  readonly queues: Set<QueueName>;
  /** Lines that have passed to somebody else. */
  readonly handovers: Handover[];
}

/** Makes effects that hold nothing yet. */
export const createEffects = (): Effects => ({
  entries: [],
  recoveries: new Map(),
  offQueues: new Map(),
  offers: new Map(),
  offerSteps: [],
  calls: new Map(),
  commands: [],
  logged: [],
  people: new Set(),
  lines: new Set(),
  queues: new Set(),
  handovers: [],
});

/** Time and policy of a decision; `hourOf` gives the hour of the centre's own day. */
export interface DecisionContext {
  readonly now: number;
  readonly policy: Policy;
  hourOf(at: number): number;
}
