import type { DayView } from '@onhook/contract';
import { agentState } from '@onhook/core/call';
import type { ReleasedHalfHour, ReleasedRecovery } from '@onhook/core/figures';
import type { FloorState, Policy } from '@onhook/core/floor';
import type { MissedCause } from '@onhook/core/pause';
import { RECOVERY } from '@onhook/phones/port';

export interface DayFacts {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Pick<Policy, 'targetSeconds'>;
  /** Half hours of the day that are released, oldest first. */
  readonly released: readonly ReleasedHalfHour[];
}

type AmountName = Exclude<keyof ReleasedRecovery, 'pausedBehind' | 'rangFirst'>;

const recoveriesOf = (released: readonly ReleasedHalfHour[]): ReleasedRecovery[] => released.flatMap(({ recovery }) => recovery ?? []);

const recoveryToday = (released: readonly ReleasedHalfHour[]): DayView['recovery'] => {
  const recoveries = recoveriesOf(released);
  if (recoveries.length === 0) return null;
  const sum = (figure: AmountName): number => recoveries.reduce((total, recovery) => total + recovery[figure], 0);
  const ended = { honouredMs: sum('honouredMs'), cutShortMs: sum('cutShortMs'), waivedMs: sum('waivedMs'), bankedMs: sum('bankedMs') };
  // Computed from released figures: the exact amount would reveal what their rounding hides.
  return { ...ended, grantedMs: ended.honouredMs + ended.cutShortMs + ended.waivedMs + ended.bankedMs, paidBackMs: sum('paidBackMs') };
};

const rangBeforePause = (released: readonly ReleasedHalfHour[]): DayView['rangFirst'] => {
  const causes = new Map<MissedCause, number>();
  let pausedBehind = 0;
  for (const half of recoveriesOf(released)) {
    pausedBehind += half.pausedBehind;
    for (const [cause, times] of Object.entries(half.rangFirst) as [MissedCause, number][]) {
      if (times > 0) causes.set(cause, (causes.get(cause) ?? 0) + times);
    }
  }
  const times = [...causes.values()].reduce((a, b) => a + b, 0);
  const hardCalls = released.flatMap(({ queues }) => queues).reduce((sum, queue) => sum + (queue.hardCalls ?? 0), 0);
  return {
    // Each count is rounded separately, so their sum may exceed the rounded count of hard calls.
    hardCalls: Math.max(hardCalls, pausedBehind + times),
    pausedBehind,
    rangFirst: times,
    causes: [...causes].map(([cause, count]) => ({ cause, times: count })),
  };
};

const linesNow = (floor: FloorState, now: number): DayView['now'] => {
  const lines = [...floor.tracker.lines.values()].filter((line) => [...line.memberships.values()].some((membership) => membership.member));
  const paused = lines.filter((line) => {
    const state = agentState(line, now, 0);
    return state.kind === 'paused' && state.reason === RECOVERY;
  });
  return { paused: paused.length, lines: lines.length };
};

/** Presents the day as figures about calls and minutes. The floor supplies only the names of queues and the states of lines. */
export const toDayView = (floor: FloorState, { now, dayStartAt, policy, released }: DayFacts): DayView => ({
  serverNow: now,
  dayStartAt,
  targetSeconds: policy.targetSeconds,
  queues: [...floor.tracker.queues.keys()].sort().map((name) => ({
    queue: name,
    halfHours: released.flatMap(({ at, queues }) => queues.filter(({ queue }) => queue === name).map(({ queue: _queue, ...figures }) => ({ at, ...figures }))),
  })),
  recovery: recoveryToday(released),
  now: linesNow(floor, now),
  rangFirst: rangBeforePause(released),
});
