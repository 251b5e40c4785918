import type { DayView } from '@onhook/contract';
import { halfHourMs } from '@onhook/core/call';
import type { QueueName } from '@onhook/core/ids';
import type { Keeper, Policy } from '@onhook/core/floor';
import type { RangFirstCause } from '@onhook/core/pause';

/** Hard calls are shown only where so many agents could have had them. */
export const leastAgents = 10;

export interface DayFacts {
  readonly now: number;
  readonly dayStartAt: number;
  readonly policy: Policy;
  readonly hardCalls: readonly { readonly queue: QueueName; readonly joined_at: number | null }[];
  readonly recoveries: readonly { readonly queue: QueueName; readonly state_json: object }[];
}

const agentsOf = (keeper: Keeper, queue: QueueName): number =>
  [...keeper.tracker.lines.values()].filter((line) => line.seats.has(queue)).length;

const recoveryToday = (keeper: Keeper, facts: DayFacts): DayView['recovery'] => {
  if (keeper.lines.size < leastAgents) return null;
  const sum = { grantedMs: 0, honouredMs: 0, cutShortMs: 0, waivedMs: 0, paidBackMs: 0, bankedMs: 0 };
  for (const entries of keeper.today.values()) {
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
  for (const ms of keeper.banked.values()) sum.bankedMs += ms;
  const lines = [...keeper.tracker.lines.values()];
  return {
    ...sum,
    heldNow: [...keeper.recoveries.values()].filter((r) => r.runningSince !== null).length,
    linesNow: lines.filter((line) => [...line.seats.values()].some((seat) => seat.member)).length,
  };
};

/** Only of queues whose hard calls are shown: the difference would give the others' away. */
const rangFirst = (keeper: Keeper, facts: DayFacts): DayView['rangFirst'] => {
  const causes = new Map<RangFirstCause, number>();
  let hardCalls = 0;
  let pausedBehind = 0;
  for (const row of facts.recoveries) {
    if (agentsOf(keeper, row.queue) < leastAgents) continue;
    const { behind, rangFirst: cause } = row.state_json as { behind: boolean; rangFirst: RangFirstCause | null };
    hardCalls += 1;
    if (behind) pausedBehind += 1;
    if (cause) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  return {
    hardCalls,
    pausedBehind,
    rangFirst: [...causes.values()].reduce((a, b) => a + b, 0),
    causes: [...causes].map(([cause, times]) => ({ cause, times })),
  };
};

/** The day in figures about calls and minutes. */
export const presentDay = (keeper: Keeper, facts: DayFacts): DayView => ({
  serverNow: facts.now,
  dayStartAt: facts.dayStartAt,
  targetSeconds: facts.policy.targetSeconds,
  queues: [...keeper.tracker.queues]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([queue, track]) => {
      const hardCallsShown = agentsOf(keeper, queue) >= leastAgents;
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
  recovery: recoveryToday(keeper, facts),
  rangFirst: rangFirst(keeper, facts),
});
