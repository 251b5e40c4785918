import type { DayView } from '@onhook/contract';
import { halfHourMs } from '@onhook/core/call';
import type { QueueName } from '@onhook/core/ids';
import type { FloorState, Policy } from '@onhook/core/floor';
import { pauseFactsOf, type MissedCause, type Recovery } from '@onhook/core/pause';

/** Fewest agents of a queue or floor for its figures to be shown, so that nobody can tell whose calls they are about. */
export const leastAgents = 10;

export interface DayFacts {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Policy;
  readonly hardCalls: readonly { readonly queue: QueueName; readonly joined_at: number | null }[];
  readonly recoveries: readonly { readonly queue: QueueName; readonly recovery: Recovery }[];
}

const agentsOf = (floor: FloorState, queue: QueueName): number =>
  [...floor.tracker.lines.values()].filter((line) => line.memberships.has(queue)).length;

const recoveryToday = (floor: FloorState, facts: DayFacts): DayView['recovery'] => {
  if (floor.lines.size < leastAgents) return null;
  const sum = { grantedMs: 0, honouredMs: 0, cutShortMs: 0, waivedMs: 0, paidBackMs: 0, bankedMs: 0 };
  for (const entries of floor.today.values()) {
    for (const entry of entries) {
      if (entry.amountMs <= 0 || entry.at < facts.dayStartAt) continue;
      if (entry.kind === 'granted' || entry.kind === 'extended' || entry.kind === 'paid-back') {
        if (entry.account === 'granted') sum.grantedMs += entry.amountMs;
      }
      if (entry.account === 'honoured') sum.honouredMs += entry.amountMs;
      if (entry.account === 'cut-short') sum.cutShortMs += entry.amountMs;
      if (entry.account === 'waived') sum.waivedMs += entry.amountMs;
      if (entry.kind === 'paid-back') sum.paidBackMs += entry.amountMs;
    }
  }
  for (const ms of floor.banked.values()) sum.bankedMs += ms;
  const lines = [...floor.tracker.lines.values()];
  return {
    ...sum,
    heldNow: [...floor.recoveries.values()].filter((r) => r.state === 'paused').length,
    linesNow: lines.filter((line) => [...line.memberships.values()].some((seat) => seat.member)).length,
  };
};

/** Counts only queues whose hard calls are shown. A total over all queues would reveal the rest by subtraction. */
const rangFirst = (floor: FloorState, facts: DayFacts): DayView['rangFirst'] => {
  const causes = new Map<MissedCause, number>();
  let hardCalls = 0;
  let pausedBehind = 0;
  for (const row of facts.recoveries) {
    if (agentsOf(floor, row.queue) < leastAgents) continue;
    const { pausedDuringCall, missedCause: cause } = pauseFactsOf(row.recovery);
    hardCalls += 1;
    if (pausedDuringCall) pausedBehind += 1;
    if (cause) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  return {
    hardCalls,
    pausedBehind,
    rangFirst: [...causes.values()].reduce((a, b) => a + b, 0),
    causes: [...causes].map(([cause, times]) => ({ cause, times })),
  };
};

/** Presents the day as figures about calls and minutes. */
export const presentDay = (floor: FloorState, facts: DayFacts): DayView => ({
  serverNow: facts.now,
  dayStartAt: facts.dayStartAt,
  targetSeconds: facts.policy.targetSeconds,
  queues: [...floor.tracker.queues]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([queue, track]) => {
      const hardCallsShown = agentsOf(floor, queue) >= leastAgents;
      const hard = new Map<number, number>();
      for (const call of facts.hardCalls) {
        if (call.queue !== queue || call.joined_at === null || !hardCallsShown) continue;
        const start = Math.floor(call.joined_at / halfHourMs) * halfHourMs;
        hard.set(start, (hard.get(start) ?? 0) + 1);
      }
      return {
        queue,
        hardCallsShown,
        halfHours: [...track.halfHours]
          .filter(([start]) => start >= facts.dayStartAt)
          .sort(([a], [b]) => a - b)
          .map(([at, half]) => ({ at, ...half, hardCalls: hard.get(at) ?? 0 })),
      };
    }),
  recovery: recoveryToday(floor, facts),
  rangFirst: rangFirst(floor, facts),
});
