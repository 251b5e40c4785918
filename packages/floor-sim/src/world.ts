import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName } from '@onhook/core/ids';
import { EventQueue, type ScheduledEvent } from './event-queue.ts';
import type { CallSample } from './sample.ts';
import { IdleList } from './idle-list.ts';
import type { AgentPlan, OwnBreak, Plan, QueuePlan } from './plan.ts';

export interface QueueMembership {
  readonly queue: Queue;
  pausedFor: string | null;
  callsTaken: number;
  lastCallAt: number | null;
  isInIdleList: boolean;
}

export interface Line {
  readonly plan: AgentPlan;
  readonly id: LineId;
  readonly index: number;
  readonly memberships: readonly QueueMembership[];
  phase: 'out' | 'free' | 'ringing' | 'talking' | 'wrapping';
  /** Epoch milliseconds of the end of the last call, or of the log-in. A pause does not change a line's idle order. */
  freeSince: number;
  caller: Caller | null;
  wrapUp: { readonly end: ScheduledEvent; readonly since: number; readonly caller: Caller } | null;
  ownBreak: { readonly reason: string; readonly end: ScheduledEvent } | null;
  readonly dueBreaks: OwnBreak[];
  isLogOutDue: boolean;
  /** True while the director reserves the line for a caller of its own. */
  isReserved: boolean;
  /** True while the director keeps calls away from the line. */
  isQuiet: boolean;
  /** Set for an agent who gets hard calls on purpose: every nth call is hard, and calls come soon. */
  spotlight: { readonly everyNth: number; callsTaken: number; nextCall: ScheduledEvent | null } | null;
}

export interface Caller {
  readonly call: CallId;
  readonly customer: CustomerKey;
  readonly leg: 1 | 2;
  readonly queue: Queue;
  readonly queuedAt: number;
  readonly avoid: Line | null;
  /** Kind of hard call that the director sent; an open-ended call does not end by itself. */
  readonly directed: 'no' | 'timed' | 'open-ended';
  sample: CallSample;
  phase: 'waiting' | 'ringing' | 'talking' | 'gone';
  line: Line | null;
  answeredAt: number | null;
  isHeld: boolean;
  wentUnanswered: boolean;
  /** The scheduled end of the ringing: the answer, or the missed call. */
  ringEnd: ScheduledEvent | null;
  readonly timers: ScheduledEvent[];
}

export interface Queue {
  readonly plan: QueuePlan;
  readonly name: QueueName;
  readonly index: number;
  readonly lines: Line[];
  /** Callers in order of arrival. A caller who no longer waits is skipped, and removed at the front. */
  readonly waiting: Caller[];
  readonly idle: IdleList<Line>;
}

type Unstamped<Event> = Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt' | 'order'> : never;
export type UnstampedEvent = Unstamped<PhoneEvent>;

export interface World {
  readonly plan: Plan;
  readonly seed: number;
  readonly eventQueue: EventQueue;
  readonly queues: readonly Queue[];
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly events: PhoneEvent[];
  /** Earlier customers of the day, the latest last. */
  readonly customers: CustomerKey[];
  readonly hardCalls: Set<CallId>;
  now: number;
  startedAt: number;
  order: number;
  callCount: number;
  sampleCount: number;
  /** Called when a line is done with its last call, before it gets another. */
  onLineFree: (line: Line) => void;
  /** Called when a caller has hung up or given up. */
  onCallerGone: (caller: Caller, how: 'served' | 'left') => void;
}

/** Creates the state of a centre before its first opening. */
export function createWorld(plan: Plan, seed: number): World {
  const queues = plan.queues.map(
    (queue, index): Queue => ({ plan: queue, name: queue.name, index, lines: [], waiting: [], idle: new IdleList() }),
  );
  const queueNamed = new Map(queues.map((queue) => [queue.name, queue]));
  const lines = plan.agents.map((agent, index): Line => {
    const memberships = agent.queues.map((name): QueueMembership => {
      const queue = queueNamed.get(name);
      if (queue === undefined) throw new Error(`${agent.line} is in queue ${name}, which the plan does not have`);
      return { queue, pausedFor: null, callsTaken: 0, lastCallAt: null, isInIdleList: false };
    });
    return {
      plan: agent,
      id: agent.line,
      index,
      memberships: memberships,
      phase: 'out',
      freeSince: plan.opensAt,
      caller: null,
      wrapUp: null,
      ownBreak: null,
      dueBreaks: [],
      isLogOutDue: false,
      isReserved: false,
      isQuiet: false,
      spotlight: null,
    };
  });
  for (const line of lines) for (const membership of line.memberships) membership.queue.lines.push(line);
  return {
    plan,
    seed,
    eventQueue: new EventQueue(),
    queues,
    lines: new Map(lines.map((line) => [line.id, line])),
    events: [],
    customers: [],
    hardCalls: new Set(),
    now: plan.opensAt,
    startedAt: plan.opensAt,
    order: 0,
    callCount: 0,
    sampleCount: 0,
    onLineFree: () => undefined,
    onCallerGone: () => undefined,
  };
}

/** Appends an event with the next `order`, at the centre's present time. */
export function emit(world: World, event: UnstampedEvent): void {
  const order = ++world.order;
  world.events.push({
    source: world.plan.source,
    id: `${world.plan.run}-${order}`,
    at: world.now,
    receivedAt: world.now,
    order,
    ...event,
  });
}

/** Schedules `run` in so many seconds, rounded to milliseconds. */
export const scheduleIn = (world: World, seconds: number, run: () => void): ScheduledEvent =>
  world.eventQueue.schedule(world.now + Math.round(seconds * 1000), run);

/** Returns the next call id, which starts with the name of the run. */
export const nextCallId = (world: World): CallId => asId<CallId>(`${world.plan.run}.${++world.callCount}`);

/** Runs all events up to `untilAt` (epoch milliseconds) and moves the clock there. */
export function runUntil(world: World, untilAt: number): void {
  for (let event = world.eventQueue.nextUntil(untilAt); event !== null; event = world.eventQueue.nextUntil(untilAt)) {
    world.now = Math.max(world.now, event.at);
    event.run();
  }
  world.now = Math.max(world.now, untilAt);
}
