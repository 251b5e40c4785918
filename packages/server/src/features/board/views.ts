import type { BoardAgent, BoardQueue, BoardView } from '@onhook/contract';
import { sumSince } from '@onhook/core/call';
import type { PersonId, QueueName, TeamId } from '@onhook/core/ids';
import type { Keeper, Policy } from '@onhook/core/floor';
import { lineState } from '../recovery/views.ts';

export interface TeamMember {
  readonly person: PersonId;
  readonly name: string;
  readonly team: TeamId;
}

export interface BoardPlace {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Policy;
}

/** One agent as the wallboard shows them. Never says why a pause of ours was given, nor how many there were. */
export const presentAgent = (keeper: Keeper, member: TeamMember, place: BoardPlace): BoardAgent => {
  const line = keeper.lines.get(member.person);
  const track = line === undefined ? undefined : keeper.tracker.lines.get(line);
  const state = line === undefined ? null : lineState(keeper, place.policy, line, place.now);
  const recovery = keeper.recoveries.get(member.person);
  const queues = track ? [...track.seats].filter(([, seat]) => seat.member).map(([queue]) => queue) : [];
  return {
    person: member.person,
    name: member.name,
    state: state?.kind ?? 'unknown',
    since: state?.since ?? 0,
    reason: state?.kind === 'paused' ? state.reason : null,
    until: state?.kind === 'paused' && recovery?.pause === 'wanted' && recovery.runningSince !== null ? recovery.leaseUntil : null,
    queues: queues.sort(),
  };
};

export const presentQueue = (keeper: Keeper, queue: QueueName, place: BoardPlace): BoardQueue => {
  const track = keeper.tracker.queues.get(queue);
  const sum = track ? sumSince(track, place.dayStartAt) : { answered: 0, abandoned: 0, serviceLevel: null };
  const joins = track ? [...track.waiting.values()] : [];
  return {
    queue,
    waiting: joins.length,
    longestSince: joins.length === 0 ? null : Math.min(...joins),
    answered: sum.answered,
    abandoned: sum.abandoned,
    serviceLevel: sum.serviceLevel,
    targetSeconds: place.policy.targetSeconds,
  };
};

export const phonesUp = (keeper: Keeper): boolean => {
  const feeds = [...keeper.tracker.feeds.values()];
  return feeds.length > 0 && feeds.every((feed) => feed.up);
};

/** The floor for the teams one lead leads. */
export const presentBoard = (
  keeper: Keeper,
  teams: readonly { readonly team: TeamId; readonly name: string; readonly members: readonly TeamMember[] }[],
  place: BoardPlace,
): BoardView => ({
  serverNow: place.now,
  phonesUp: phonesUp(keeper),
  teams: teams.map(({ team, name, members }) => ({
    team,
    name,
    agents: members.map((member) => presentAgent(keeper, member, place)),
  })),
  queues: [...keeper.tracker.queues.keys()].sort().map((queue) => presentQueue(keeper, queue, place)),
});
