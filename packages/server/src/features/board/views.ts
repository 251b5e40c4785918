import type { BoardAgent, BoardQueue, BoardView } from '@onhook/contract';
import { sumSince } from '@onhook/core/call';
import type { QueueName, TeamId } from '@onhook/core/ids';
import type { FloorState, Policy } from '@onhook/core/floor';
import type { TeamMember } from '../../platform/bus/index.ts';
import { lineState } from '../recovery/index.ts';

export interface BoardContext {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Policy;
}

/** Presents an agent on the wallboard. Never says why Onhook paused the line, nor how often. */
export const presentAgent = (floor: FloorState, member: TeamMember, context: BoardContext): BoardAgent => {
  const line = floor.lines.get(member.person);
  const track = line === undefined ? undefined : floor.tracker.lines.get(line);
  const state = line === undefined ? null : lineState(floor, context.policy, line, context.now);
  const recovery = floor.recoveries.get(member.person);
  const queues = track ? [...track.memberships].filter(([, seat]) => seat.member).map(([queue]) => queue) : [];
  return {
    person: member.person,
    name: member.name,
    state: state?.kind ?? 'unknown',
    since: state?.since ?? 0,
    reason: state?.kind === 'paused' ? state.reason : null,
    until: state?.kind === 'paused' && recovery?.state === 'paused' ? recovery.leaseUntil : null,
    queues: queues.sort(),
  };
};

export const presentQueue = (floor: FloorState, queue: QueueName, context: BoardContext): BoardQueue => {
  const track = floor.tracker.queues.get(queue);
  const sum = track ? sumSince(track, context.dayStartAt) : { answered: 0, abandoned: 0, serviceLevel: null };
  const joins = track ? [...track.waiting.values()] : [];
  return {
    queue,
    waiting: joins.length,
    longestSince: joins.length === 0 ? null : Math.min(...joins),
    answered: sum.answered,
    abandoned: sum.abandoned,
    serviceLevel: sum.serviceLevel,
    targetSeconds: context.policy.targetSeconds,
  };
};

export const phonesUp = (floor: FloorState): boolean => {
  const feeds = [...floor.tracker.feeds.values()];
  return feeds.length > 0 && feeds.every((feed) => feed.up);
};

/** Presents the floor to a lead, for the teams they lead. */
export const presentBoard = (
  floor: FloorState,
  teams: readonly { readonly team: TeamId; readonly name: string; readonly members: readonly TeamMember[] }[],
  context: BoardContext,
): BoardView => ({
  serverNow: context.now,
  phonesUp: phonesUp(floor),
  teams: teams.map(({ team, name, members }) => ({
    team,
    name,
    agents: members.map((member) => presentAgent(floor, member, context)),
  })),
  queues: [...floor.tracker.queues.keys()].sort().map((queue) => presentQueue(floor, queue, context)),
});
