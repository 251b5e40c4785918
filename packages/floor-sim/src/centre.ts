import type { EndedBy, PhoneEvent, LineSnapshot } from '@onhook/core/call';
import type { CallId, LineId, QueueName, SourceId } from '@onhook/core/ids';
import { scheduleRepeatCall, scheduleArrivals } from './arrivals.ts';
import {
  endCall,
  type EndCallOutcome,
  giveHardCall,
  type HardCall,
  type HardCallOutcome,
  keepQuiet,
  scheduleNextCall,
  spotlight,
} from './director.ts';
import { isInQueues, isPresent, pauseMemberships, resumeMemberships, toLineSnapshot } from './lines.ts';
import type { Plan } from './plan.ts';
import { restart } from './restart.ts';
import { actWhenFree, openFirstDay } from './shifts.ts';
import { type Line, runUntil, type World, createWorld } from './world.ts';

export type LineOutcome = { readonly kind: 'done' } | { readonly kind: 'unknown-line' };

/**
 * An imaginary contact centre with a clock of its own. Every method with an `at` (epoch milliseconds) first runs the centre up
 * to `at`; an `at` in the past counts as now. The events of that run come out of the next `advance`.
 */
export interface Centre {
  readonly source: SourceId;
  readonly run: string;
  now(): number;
  /** Epoch milliseconds of the phone system's last start. */
  startedAt(): number;
  /** Returns the events up to `untilAt` that no earlier call returned; `receivedAt` equals `at`, `order` counts up from 1. */
  advance(untilAt: number): PhoneEvent[];
  /** Pauses the line in those of the named queues it is in, over any pause that is there, as Asterisk does. */
  pause(line: LineId, queues: readonly QueueName[], reason: string, at: number): LineOutcome;
  /** Lifts every pause of the line in the named queues. */
  resume(line: LineId, queues: readonly QueueName[], at: number): LineOutcome;
  /** Lists the lines that are logged in, and the static members that are not (device `unreachable`). */
  lineSnapshots(at: number): readonly LineSnapshot[];
  /** Puts an agent on a very hard call. The agent is in the spotlight from then on, with every 4th call hard. */
  giveHardCall(line: LineId, hardCall: HardCall): HardCallOutcome;
  /** Hangs up the call of a line; `by` defaults to the caller. */
  endCall(line: LineId, at: number, by?: EndedBy): EndCallOutcome;
  /** Keeps calls away from the line from `at` to `untilAt`. */
  keepQuiet(line: LineId, at: number, untilAt: number): LineOutcome;
  /** Makes every nth call of the line hard. The line gets calls soon, takes no breaks and does not log out. */
  spotlight(line: LineId, everyNth: number): LineOutcome;
  /** Kills the phone system and starts it again at once, without any event. */
  restart(at: number): void;
  /** Lists the answered calls that were sampled as hard: the right answer for a judge of calls. */
  hardCalls(): readonly CallId[];
}

/**
 * Creates a centre that stands at the opening of its first day.
 *
 * @param seed the same plan, seed and commands give the same events
 * @throws Error when an agent is in a queue that the plan lacks
 * @example
 * const centre = createCentre(defaultPlan({ opensAt }), 1);
 * const firstHour = centre.advance(opensAt + 3_600_000);
 */
export function createCentre(plan: Plan, seed: number): Centre {
  const world = createWorld(plan, seed);
  world.onLineFree = (line) => {
    actWhenFree(world, line);
    scheduleNextCall(world, line);
  };
  world.onCallerGone = (caller, how) => scheduleRepeatCall(world, caller, how);
  openFirstDay(world);
  scheduleArrivals(world);

  const withLine = (id: LineId, at: number, act: (line: Line) => void): LineOutcome => {
    runUntil(world, at);
    const line = world.lines.get(id);
    if (line === undefined || !isPresent(line)) return { kind: 'unknown-line' };
    act(line);
    return { kind: 'done' };
  };

  return {
    source: plan.source,
    run: plan.run,
    now: () => world.now,
    startedAt: () => world.startedAt,
    advance: (untilAt) => advance(world, untilAt),
    pause: (id, queues, reason, at) => withLine(id, at, (line) => pauseMemberships(world, line, reason, isInQueues(queues))),
    resume: (id, queues, at) =>
      withLine(id, at, (line) => {
        const isNamed = isInQueues(queues);
        resumeMemberships(world, line, (membership) => isNamed(membership) && membership.pausedFor !== null);
        world.onLineFree(line);
      }),
    lineSnapshots: (at) => {
      runUntil(world, at);
      return [...world.lines.values()].filter(isPresent).map(toLineSnapshot);
    },
    giveHardCall: (line, hardCall) => giveHardCall(world, line, hardCall),
    endCall: (line, at, by = 'caller') => {
      runUntil(world, at);
      return endCall(world, line, by);
    },
    keepQuiet: (line, at, untilAt) => {
      runUntil(world, at);
      return keepQuiet(world, line, untilAt);
    },
    spotlight: (line, everyNth) => spotlight(world, line, everyNth),
    restart: (at) => {
      runUntil(world, at);
      restart(world);
    },
    hardCalls: () => [...world.hardCalls],
  };
}

function advance(world: World, untilAt: number): PhoneEvent[] {
  runUntil(world, untilAt);
  const { events } = world;
  // A command may have run the centre beyond `untilAt`: later events stay for a later call.
  let count = events.length;
  while (count > 0 && events[count - 1]!.at > untilAt) count--;
  return events.splice(0, count);
}
