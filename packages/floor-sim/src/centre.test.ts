import type { PhoneEvent } from '@onhook/core/call';
import { asId } from '@onhook/core/ids';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Centre, createCentre, defaultPlan, figuresOf, type Plan, planOf } from './index.ts';
import { watch } from './watch-feed.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const minute = 60_000;
const hour = 60 * minute;

const smallPlan = (agents: number, queues: number): Plan => ({
  ...planOf({ opensAt, agents, queues, hours: 4, breaks: false, occupancy: 0.9 }),
  unansweredShare: 0.1,
  transferShare: 0.15,
});

interface Deed {
  readonly line: number;
  readonly queue: number;
  readonly at: number;
  readonly what: 'pause' | 'resume' | 'end' | 'hard';
}
const deeds = fc.array(
  fc.record<Deed>({
    line: fc.nat(11),
    queue: fc.nat(2),
    at: fc.integer({ min: 0, max: 3 * hour }),
    what: fc.constantFrom('pause', 'resume', 'end', 'hard'),
  }),
  { maxLength: 60 },
);

function live(centre: Centre, plan: Plan, todo: readonly Deed[], untilAt: number): PhoneEvent[] {
  const told: PhoneEvent[] = [];
  for (const deed of [...todo].sort((a, b) => a.at - b.at)) {
    const at = opensAt + deed.at;
    const line = plan.agents[deed.line % plan.agents.length]!.line;
    const queues = [plan.queues[deed.queue % plan.queues.length]!.name];
    if (deed.what === 'pause') centre.pause(line, queues, 'Recovery', at);
    if (deed.what === 'resume') centre.resume(line, queues, at);
    if (deed.what === 'end') centre.endCall(line, at);
    if (deed.what === 'hard') centre.giveHardCall(line, { startedAt: at, endsAt: at + 12 * minute });
    told.push(...centre.advance(at - (deed.line % 3) * minute));
  }
  told.push(...centre.advance(untilAt));
  return told;
}

describe('any centre, whatever is done to it', () => {
  test('tells only what a phone system could tell, and gives no call to a paused line', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        deeds,
        (seed, agents, queues, todo) => {
          const plan = smallPlan(agents, queues);
          const { wrongs, calls } = watch(live(createCentre(plan, seed), plan, todo, opensAt + 3 * hour));
          expect(wrongs).toEqual([]);
          expect(calls.size).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('says the same again for the same seed, however often it is asked, and something else for another', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 2 * hour }), { maxLength: 20 }),
        deeds,
        (seed, asked, todo) => {
          const plan = smallPlan(7, 2);
          const atOnce = live(createCentre(plan, seed), plan, todo, opensAt + 3 * hour);
          const again = createCentre(plan, seed);
          const early =
            todo.length === 0 ? asked.sort((a, b) => a - b).flatMap((at) => again.advance(opensAt + at)) : [];
          expect([...early, ...live(again, plan, todo, opensAt + 3 * hour)]).toEqual(atOnce);
          expect(live(createCentre(plan, seed + 1), plan, todo, opensAt + 3 * hour)).not.toEqual(atOnce);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('answers every caller or lets them leave', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const whole = planOf({ opensAt, agents: 9, queues: 2, hours: 24 });
        const plan = {
          ...whole,
          callAgainShare: 0,
          retryShare: 0,
          queues: whole.queues.map((queue) => ({ ...queue, callsPerHalfHour: queue.callsPerHalfHour.slice(0, 4) })),
        };
        const { open, calls } = watch(createCentre(plan, seed).advance(opensAt + 12 * hour));
        expect(calls.size).toBeGreaterThan(50);
        expect(open).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

const until = (centre: Centre, fromAt: number, kind: PhoneEvent['kind']): PhoneEvent => {
  centre.advance(fromAt);
  for (let at = fromAt; at < fromAt + hour; at += 100) {
    const found = centre.advance(at).find((event) => event.kind === kind);
    if (found) return found;
  }
  throw new Error(`no ${kind} within the hour`);
};

describe('pausing', () => {
  const plan = planOf({ opensAt, agents: 4, queues: 1, occupancy: 0.95, hardShare: 0 });
  const queue = plan.queues[0]!.name;

  test('while it rings lets it ring on, be answered and be ended, and then keeps the line quiet', () => {
    const centre = createCentre({ ...plan, unansweredShare: 0 }, 5);
    const offered = until(centre, opensAt + 10 * minute, 'call-offered');
    if (offered.kind !== 'call-offered') throw new Error('not an offer');
    expect(centre.pause(offered.line, [queue], 'Recovery', offered.at + 100)).toEqual({ kind: 'done' });
    const after = centre.advance(offered.at + 4 * hour);
    const ofLine = after.flatMap((event) => ('line' in event && event.line === offered.line ? [event.kind] : []));
    expect(ofLine).toEqual([
      'line-paused',
      'call-answered',
      'line-device',
      'call-ended',
      'line-device',
      'call-wrapped',
    ]);
  });

  test('twice overwrites the reason, as Asterisk does, and resuming makes it the first to be rung', () => {
    const centre = createCentre(plan, 6);
    const { line } = plan.agents[1]!;
    centre.pause(line, [queue], 'Recovery', opensAt + minute);
    centre.pause(line, [queue], 'Coffee', opensAt + 2 * minute);
    expect(centre.roster(opensAt + hour).find((one) => one.line === line)?.memberships[0]?.pausedFor).toBe('Coffee');
    centre.advance(opensAt + hour);
    centre.resume(line, [queue], opensAt + hour);
    const offered = centre.advance(opensAt + hour + 10 * minute).find((event) => event.kind === 'call-offered');
    expect(offered).toMatchObject({ line });
  });

  test('a line that is not there is unknown', () => {
    expect(createCentre(plan, 1).pause(asId('PJSIP/none'), [queue], 'Recovery', opensAt)).toEqual({
      kind: 'unknown-line',
    });
  });
});

describe('the default day', () => {
  const plan = defaultPlan({ opensAt });
  const days = [11, 12, 13, 14, 15, 16].map((seed) => {
    const centre = createCentre(plan, seed);
    const events = centre.advance(opensAt + 11 * hour);
    return { events, hard: centre.hardCalls().length };
  });

  test('is legal, answers about 80 % in 20 seconds, and has about one hard call in 25', () => {
    for (const { events } of days) expect(watch(events).wrongs).toEqual([]);
    const figures = figuresOf(
      days.flatMap(({ events }) => events),
      20,
    );
    expect(figures.serviceLevel).toBeGreaterThan(0.76);
    expect(figures.serviceLevel).toBeLessThan(0.86);
    expect(figures.abandonment).toBeLessThan(0.06);
    const hardShare = days.reduce((sum, { hard }) => sum + hard, 0) / figures.answered;
    expect(hardShare).toBeGreaterThan(0.034);
    expect(hardShare).toBeLessThan(0.05);
  });

  test('has breaks with reasons of their own, people who come and go, and customers who call again', () => {
    const { events } = days[0]!;
    const reasons = new Set(events.flatMap((event) => (event.kind === 'line-paused' ? [event.reason] : [])));
    expect([...reasons].sort()).toEqual(['Coffee', 'Lunch', 'Training']);
    expect(events.filter((event) => event.kind === 'line-left').length).toBeGreaterThan(20);
    const customers = events.flatMap((event) =>
      event.kind === 'call-queued' && event.customer ? [event.customer] : [],
    );
    const share = 1 - new Set(customers).size / customers.length;
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.2);
    expect(customers.every((customer) => /^[0-9a-f]{32}$/.test(customer))).toBe(true);
  });

  test('goes on with the next day', () => {
    const next = createCentre(plan, 1).advance(opensAt + 30 * hour);
    expect(watch(next).wrongs).toEqual([]);
    const second = next.filter((event) => event.at >= opensAt + 24 * hour);
    expect(figuresOf(second, 20).answered).toBeGreaterThan(1000);
  });
});
