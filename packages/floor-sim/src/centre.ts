import type { EndedBy, PhoneEvent, RosterLine } from '@onhook/core/call';
import type { CallId, LineId, QueueName, SourceId } from '@onhook/core/ids';
import { callAgain, openDoors } from './arrivals.ts';
import {
  endCall,
  type EndCallOutcome,
  giveHardCall,
  type HardCall,
  type HardCallOutcome,
  nudge,
  spotlight,
} from './director.ts';
import { amongQueues, isPresent, pauseSeats, resumeSeats, rosterLineOf } from './lines.ts';
import type { Plan } from './plan.ts';
import { restart } from './restart.ts';
import { afterChange, openCentre } from './shifts.ts';
import { type Line, runUntil, type World, worldOf } from './world.ts';

export type LineOutcome = { readonly kind: 'done' } | { readonly kind: 'unknown-line' };

/**
 * An imaginary contact centre. Every call with an `at` first lets the centre live up to that moment (epoch
 * milliseconds; one in its past means its present), and what happened meanwhile comes out of the next `advance`.
 */
export interface Centre {
  readonly source: SourceId;
  readonly run: string;
  now(): number;
  /** When the phone system last started. */
  startedAt(): number;
  /** What has happened up to then and was not told before; `receivedAt` equals `at`, `order` counts up from 1. */
  advance(untilAt: number): PhoneEvent[];
  /** Pauses the line in those of the named queues it is in, over any pause that is there, as Asterisk does. */
  pause(line: LineId, queues: readonly QueueName[], reason: string, at: number): LineOutcome;
  /** Lifts whatever pause there is in the named queues. */
  resume(line: LineId, queues: readonly QueueName[], at: number): LineOutcome;
  /** Everybody who is logged in, and the static members who are not (device `unreachable`). */
  roster(at: number): readonly RosterLine[];
  /** Puts an agent on a very hard call. The agent is in the spotlight from then on, with every 4th call hard. */
  giveHardCall(line: LineId, hardCall: HardCall): HardCallOutcome;
  /** Hangs up the call the line is talking on; `by` the caller where it is not said. */
  endCall(line: LineId, at: number, by?: EndedBy): EndCallOutcome;
  /** Every nth call of the line is hard, none is long in coming, and it takes no breaks and does not log out. */
  spotlight(line: LineId, everyNth: number): LineOutcome;
  /** The phone system dies and comes back at once; nothing is told of it. */
  restart(at: number): void;
  /** The answered calls that were drawn hard: what a judge of calls should find. */
  hardCalls(): readonly CallId[];
}

export function createCentre(plan: Plan, seed: number): Centre {
  const world = worldOf(plan, seed);
  world.whenFree = (line) => {
    afterChange(world, line);
    nudge(world, line);
  };
  world.whenGone = (caller, how) => callAgain(world, caller, how);
  openCentre(world);
  openDoors(world);

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
    pause: (id, queues, reason, at) => withLine(id, at, (line) => pauseSeats(world, line, reason, amongQueues(queues))),
    resume: (id, queues, at) =>
      withLine(id, at, (line) => {
        const isNamed = amongQueues(queues);
        resumeSeats(world, line, (seat) => isNamed(seat) && seat.pausedFor !== null);
        world.whenFree(line);
      }),
    roster: (at) => {
      runUntil(world, at);
      return [...world.lines.values()].filter(isPresent).map(rosterLineOf);
    },
    giveHardCall: (line, hardCall) => giveHardCall(world, line, hardCall),
    endCall: (line, at, by = 'caller') => {
      runUntil(world, at);
      return endCall(world, line, by);
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
  const { told } = world;
  // A command may have carried the centre beyond the moment asked for: what is later stays for later.
  let count = told.length;
  while (count > 0 && told[count - 1]!.at > untilAt) count--;
  return told.splice(0, count);
}
