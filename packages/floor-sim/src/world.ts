import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName } from '@onhook/core/ids';
import { Agenda, type Entry } from './agenda.ts';
import type { Draw } from './draw.ts';
import { IdleList } from './idle-list.ts';
import type { AgentPlan, OwnBreak, Plan, QueuePlan } from './plan.ts';

export interface Seat {
  readonly queue: Queue;
  pausedFor: string | null;
  callsTaken: number;
  lastCallAt: number | null;
  waitsIdle: boolean;
}

export interface Line {
  readonly plan: AgentPlan;
  readonly id: LineId;
  readonly index: number;
  readonly seats: readonly Seat[];
  phase: 'out' | 'free' | 'ringing' | 'talking' | 'wrapping';
  /** The end of the last call, or logging in: pausing does not cost a line its place. */
  freeSince: number;
  caller: Caller | null;
  wrapUp: { readonly entry: Entry; readonly since: number; readonly caller: Caller } | null;
  ownBreak: { readonly reason: string; readonly entry: Entry } | null;
  readonly dueBreaks: OwnBreak[];
  wantsOut: boolean;
  /** Kept free by the director for a caller of its own. */
  kept: boolean;
  /** Set for an agent the director looks after: every so-manyth call is hard, and none is long in coming. */
  spotlight: { readonly everyNth: number; taken: number; nudge: Entry | null } | null;
}

export interface Caller {
  readonly call: CallId;
  readonly customer: CustomerKey;
  readonly leg: 1 | 2;
  readonly queue: Queue;
  readonly queuedAt: number;
  readonly avoid: Line | null;
  /** Sent by the director to be a hard call; an open-ended one does not end by itself. */
  readonly directed: 'no' | 'timed' | 'open-ended';
  draw: Draw;
  phase: 'waiting' | 'ringing' | 'talking' | 'gone';
  line: Line | null;
  answeredAt: number | null;
  held: boolean;
  rangOut: boolean;
  /** The answer, or the ringing out, to come. */
  ring: Entry | null;
  readonly timers: Entry[];
}

export interface Queue {
  readonly plan: QueuePlan;
  readonly name: QueueName;
  readonly index: number;
  readonly lines: Line[];
  /** In order of arrival; those no longer waiting are passed over and removed when they come to the front. */
  readonly waiting: Caller[];
  readonly idle: IdleList<Line>;
}

type Unstamped<Event> = Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt' | 'order'> : never;
export type Told = Unstamped<PhoneEvent>;

export interface World {
  readonly plan: Plan;
  readonly seed: number;
  readonly agenda: Agenda;
  readonly queues: readonly Queue[];
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly told: PhoneEvent[];
  /** Earlier customers of the day, the latest last. */
  readonly customers: CustomerKey[];
  readonly hardCalls: Set<CallId>;
  now: number;
  startedAt: number;
  order: number;
  calls: number;
  extraCalls: number;
  /** Called when a line has nothing more to do with its last call, before it may be given another. */
  whenFree: (line: Line) => void;
  /** Called when a caller has left the building. */
  whenGone: (caller: Caller, how: 'served' | 'left') => void;
}

export function worldOf(plan: Plan, seed: number): World {
  const queues = plan.queues.map(
    (queue, index): Queue => ({ plan: queue, name: queue.name, index, lines: [], waiting: [], idle: new IdleList() }),
  );
  const queueNamed = new Map(queues.map((queue) => [queue.name, queue]));
  const lines = plan.agents.map((agent, index): Line => {
    const seats = agent.queues.map((name): Seat => {
      const queue = queueNamed.get(name);
      if (queue === undefined) throw new Error(`${agent.line} is in queue ${name}, which the plan does not have`);
      return { queue, pausedFor: null, callsTaken: 0, lastCallAt: null, waitsIdle: false };
    });
    return {
      plan: agent,
      id: agent.line,
      index,
      seats,
      phase: 'out',
      freeSince: plan.opensAt,
      caller: null,
      wrapUp: null,
      ownBreak: null,
      dueBreaks: [],
      wantsOut: false,
      kept: false,
      spotlight: null,
    };
  });
  for (const line of lines) for (const seat of line.seats) seat.queue.lines.push(line);
  return {
    plan,
    seed,
    agenda: new Agenda(),
    queues,
    lines: new Map(lines.map((line) => [line.id, line])),
    told: [],
    customers: [],
    hardCalls: new Set(),
    now: plan.opensAt,
    startedAt: plan.opensAt,
    order: 0,
    calls: 0,
    extraCalls: 0,
    whenFree: () => undefined,
    whenGone: () => undefined,
  };
}

export function tell(world: World, told: Told): void {
  const order = ++world.order;
  world.told.push({
    source: world.plan.source,
    id: `${world.plan.run}-${order}`,
    at: world.now,
    receivedAt: world.now,
    order,
    ...told,
  });
}

export const after = (world: World, seconds: number, happen: () => void): Entry =>
  world.agenda.add(world.now + Math.round(seconds * 1000), happen);

export const nextCallId = (world: World): CallId => asId<CallId>(`${world.plan.run}.${++world.calls}`);

/** Lets everything happen that happens up to then. */
export function runUntil(world: World, untilAt: number): void {
  for (let entry = world.agenda.takeUntil(untilAt); entry !== null; entry = world.agenda.takeUntil(untilAt)) {
    world.now = Math.max(world.now, entry.at);
    entry.happen();
  }
  world.now = Math.max(world.now, untilAt);
}
