import type { PhoneEvent } from '@onhook/core/call';
import { asId } from '@onhook/core/ids';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Centre, createCentre, defaultPlan, figuresOf, type Plan, uniformPlan } from './index.ts';
import { checkFeed } from './check-feed.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const minute = 60_000;
const hour = 60 * minute;

const smallPlan = (agents: number, queues: number): Plan => ({
  ...uniformPlan({ opensAt, agents, queues, hours: 4, breaks: false, occupancy: 0.9 }),
  unansweredShare: 0.1,
  transferShare: 0.15,
});

interface Command {
  readonly line: number;
  readonly queue: number;
  readonly at: number;
  readonly what: 'pause' | 'resume' | 'end' | 'hard';
}
const commands = fc.array(
  fc.record<Command>({
    line: fc.nat(11),
    queue: fc.nat(2),
    at: fc.integer({ min: 0, max: 3 * hour }),
    what: fc.constantFrom('pause', 'resume', 'end', 'hard'),
  }),
  { maxLength: 60 },
);

function runCommands(centre: Centre, plan: Plan, todo: readonly Command[], untilAt: number): PhoneEvent[] {
  const events: PhoneEvent[] = [];
  for (const command of [...todo].sort((a, b) => a.at - b.at)) {
    const at = opensAt + command.at;
    const line = plan.agents[command.line % plan.agents.length]!.line;
    const queues = [plan.queues[command.queue % plan.queues.length]!.name];
    if (command.what === 'pause') centre.pause(line, queues, 'Recovery', at);
    if (command.what === 'resume') centre.resume(line, queues, at);
    if (command.what === 'end') centre.endCall(line, at);
    if (command.what === 'hard') centre.giveHardCall(line, { startedAt: at, endsAt: at + 12 * minute });
    events.push(...centre.advance(at - (command.line % 3) * minute));
  }
  events.push(...centre.advance(untilAt));
  return events;
}

describe('A centre under any commands', () => {
  test('sends only events that a phone system could send, and offers no call to a paused line', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        commands,
        (seed, agents, queues, todo) => {
          const plan = smallPlan(agents, queues);
          const { violations, calls } = checkFeed(runCommands(createCentre(plan, seed), plan, todo, opensAt + 3 * hour));
          expect(violations).toEqual([]);
          expect(calls.size).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('gives the same events for the same seed, however often it is advanced, and other events for another seed', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 2 * hour }), { maxLength: 20 }),
        commands,
        (seed, asked, todo) => {
          const plan = smallPlan(7, 2);
          const atOnce = runCommands(createCentre(plan, seed), plan, todo, opensAt + 3 * hour);
          const again = createCentre(plan, seed);
          const early =
            todo.length === 0 ? asked.sort((a, b) => a - b).flatMap((at) => again.advance(opensAt + at)) : [];
          expect([...early, ...runCommands(again, plan, todo, opensAt + 3 * hour)]).toEqual(atOnce);
          expect(runCommands(createCentre(plan, seed + 1), plan, todo, opensAt + 3 * hour)).not.toEqual(atOnce);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('answers every caller or lets them leave', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const whole = uniformPlan({ opensAt, agents: 9, queues: 2, hours: 24 });
        const plan = {
          ...whole,
          callAgainShare: 0,
          retryShare: 0,
          queues: whole.queues.map((queue) => ({ ...queue, callsPerHalfHour: queue.callsPerHalfHour.slice(0, 4) })),
        };
        const { openCalls, calls } = checkFeed(createCentre(plan, seed).advance(opensAt + 12 * hour));
        expect(calls.size).toBeGreaterThan(50);
        expect(openCalls).toEqual([]);
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

describe('A pause', () => {
  const plan = uniformPlan({ opensAt, agents: 4, queues: 1, occupancy: 0.95, hardShare: 0 });
  const queue = plan.queues[0]!.name;

  test('during ringing lets the call ring, be answered and end, and then gives the line no calls', () => {
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

  test('over another pause overwrites its reason, as Asterisk does; the resumed line is the first to ring', () => {
    const centre = createCentre(plan, 6);
    const { line } = plan.agents[1]!;
    centre.pause(line, [queue], 'Recovery', opensAt + minute);
    centre.pause(line, [queue], 'Coffee', opensAt + 2 * minute);
    expect(centre.lineSnapshots(opensAt + hour).find((one) => one.line === line)?.memberships[0]?.pausedFor).toBe('Coffee');
    centre.advance(opensAt + hour);
    centre.resume(line, [queue], opensAt + hour);
    const offered = centre.advance(opensAt + hour + 10 * minute).find((event) => event.kind === 'call-offered');
    expect(offered).toMatchObject({ line });
  });

  test('of a line that is not in the plan is refused as unknown', () => {
    expect(createCentre(plan, 1).pause(asId('PJSIP/none'), [queue], 'Recovery', opensAt)).toEqual({
      kind: 'unknown-line',
    });
  });
});

describe('The default day', () => {
  const plan = defaultPlan({ opensAt });
  const days = [11, 12, 13, 14, 15, 16].map((seed) => {
    const centre = createCentre(plan, seed);
    const events = centre.advance(opensAt + 11 * hour);
    return { events, hard: centre.hardCalls().length };
  });

  test('sends only possible events, answers about 80 % in 20 seconds, and has about one hard call in 25', () => {
    for (const { events } of days) expect(checkFeed(events).violations).toEqual([]);
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

  test('has breaks with their own reasons, agents who log in and out, and customers who call again', () => {
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

  test('is followed by the next day', () => {
    const next = createCentre(plan, 1).advance(opensAt + 30 * hour);
    expect(checkFeed(next).violations).toEqual([]);
    const second = next.filter((event) => event.at >= opensAt + 24 * hour);
    expect(figuresOf(second, 20).answered).toBeGreaterThan(1000);
  });
});
