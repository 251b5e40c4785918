import type { BoardAgent, BoardQueue, BoardView } from '@onhook/contract';
import { halfHourMs, sumClosed, type QueueTrack } from '@onhook/core/call';
import { callStep, rounded, serviceLevel } from '@onhook/core/figures';
import type { QueueName, TeamId } from '@onhook/core/ids';
import { lineInFocus, type FloorState, type Policy } from '@onhook/core/floor';
import { recoveryPauseReason } from '@onhook/core/pause';
import type { TeamMember } from '../../platform/bus/index.ts';
import { lineState } from '../recovery/index.ts';

export interface BoardContext {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Policy;
}

const stepMs = 5 * 60_000;

/**
 * Computes the latest end of a recovery pause. It depends on the start alone, so that it stays the same when the agent adds minutes, is paid
 * back banked ones or returns early. A time grant may be longer than the policy's minutes: its lease then counts.
 *
 * @returns epoch milliseconds, a multiple of five minutes
 */
const backBy = (startedAt: number, leaseUntil: number | null, policy: Policy): number => {
  const longestMs = policy.guaranteedMs + policy.moreMs + policy.payBackMaxMs + policy.extendMs;
  return Math.ceil(Math.max(startedAt + longestMs, leaseUntil ?? 0) / stepMs) * stepMs;
};

/** Presents an agent on the wallboard. Never shows the cause, the start or the number of recoveries. */
export const presentAgent = (floor: FloorState, member: TeamMember, context: BoardContext): BoardAgent => {
  const line = lineInFocus(floor, member.person);
  const track = line === undefined ? undefined : floor.tracker.lines.get(line);
  const state = line === undefined ? null : lineState(floor, context.policy, line, context.now);
  const recovery = floor.recoveries.get(member.person);
  const isRecovering = state?.kind === 'paused' && state.reason === recoveryPauseReason;
  const queues = track ? [...track.memberships].filter(([, membership]) => membership.member).map(([queue]) => queue) : [];
  return {
    person: member.person,
    name: member.name,
    state: state?.kind ?? 'unknown',
    since: isRecovering ? null : (state?.since ?? 0),
    reason: state?.kind === 'paused' ? state.reason : null,
    backBy: !isRecovering
      ? null
      : recovery?.state === 'paused'
        ? backBy(recovery.runningSince, recovery.leaseUntil, context.policy)
        : backBy(state.since, null, context.policy),
    queues: queues.sort(),
  };
};

const minCalls = 10;

/** Computes the service level of each past half hour of the day, starting with the first that has calls; null before. Uses rounded counts, like the day's figures. */
const levelsByHalfHour = (track: QueueTrack, { now, dayStartAt }: BoardContext): BoardQueue['byHalfHour'] => {
  const starts = [...track.halfHours.keys()].filter((start) => start >= dayStartAt && start + halfHourMs <= now);
  if (starts.length === 0) return null;
  const fromAt = Math.min(...starts);
  const levels: (number | null)[] = [];
  for (let start = fromAt; start + halfHourMs <= now; start += halfHourMs) {
    const half = track.halfHours.get(start);
    const sum = { answered: rounded(half?.answered ?? 0, callStep), answeredInTarget: rounded(half?.answeredInTarget ?? 0, callStep), abandoned: rounded(half?.abandoned ?? 0, callStep) };
    const level = sum.answered + sum.abandoned < minCalls ? null : serviceLevel(sum);
    levels.push(level === null ? null : Math.round(Math.min(1, level) * 100) / 100);
  }
  return { fromAt, levels };
};

export const presentQueue = (floor: FloorState, queue: QueueName, context: BoardContext): BoardQueue => {
  const track = floor.tracker.queues.get(queue);
  const exactCounts = track ? sumClosed(track, context.dayStartAt, context.now) : { answered: 0, answeredInTarget: 0, abandoned: 0 };
  const sum = { answered: rounded(exactCounts.answered, callStep), answeredInTarget: rounded(exactCounts.answeredInTarget, callStep), abandoned: rounded(exactCounts.abandoned, callStep) };
  const waitingSince = track ? [...track.waiting.values()] : [];
  return {
    queue,
    waiting: waitingSince.length,
    longestSince: waitingSince.length === 0 ? null : Math.min(...waitingSince),
    answered: sum.answered,
    abandoned: sum.abandoned,
    serviceLevel: serviceLevel(sum),
    targetSeconds: context.policy.targetSeconds,
    byHalfHour: track ? levelsByHalfHour(track, context) : null,
  };
};

export const allFeedsUp = (floor: FloorState): boolean => {
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
  phonesUp: allFeedsUp(floor),
  teams: teams.map(({ team, name, members }) => ({
    team,
    name,
    agents: members.map((member) => presentAgent(floor, member, context)),
  })),
  queues: [...floor.tracker.queues.keys()].sort().map((queue) => presentQueue(floor, queue, context)),
});
