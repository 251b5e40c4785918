import type { PhoneEvent } from '@onhook/core/call';
import { asId, type LineId, type QueueName } from '@onhook/core/ids';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Centre, createCentre, defaultPlan, figuresOf, type Plan, planOf } from './index.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const minute = 60_000;
const hour = 60 * minute;

interface CallState {
  phase: 'queued' | 'offered' | 'answered' | 'gone';
  held: boolean;
  legs: number;
  line: LineId | null;
  queue: QueueName;
}

/** Reads a feed as its receiver would, and complains of whatever a phone system could not have said. */
function watch(events: readonly PhoneEvent[]) {
  const calls = new Map<string, CallState>();
  const seats = new Map<string, string | null>();
  const onCall = new Map<LineId, string>();
  const wrongs: string[] = [];
  let last: PhoneEvent | null = null;

  for (const event of events) {
    const wrong = (what: string) => wrongs.push(`${what}: ${JSON.stringify(event)}`);
    if (last !== null && (event.at < last.at || event.order !== (last.order ?? 0) + 1)) wrong('out of order');
    last = event;
    if (event.kind === 'line-joined') seats.set(`${event.line} ${event.queue}`, event.pausedFor);
    if (event.kind === 'line-left') seats.delete(`${event.line} ${event.queue}`);
    if (event.kind === 'line-paused') seats.set(`${event.line} ${event.queue}`, event.reason);
    if (event.kind === 'line-resumed') {
      if (seats.get(`${event.line} ${event.queue}`) === null) wrong('resumed a line that was not paused');
      seats.set(`${event.line} ${event.queue}`, null);
    }
    if (!('call' in event)) continue;
    const call = calls.get(event.call);
    switch (event.kind) {
      case 'call-queued':
        if (call !== undefined && (call.phase !== 'gone' || call.legs > 1)) wrong('queued twice');
        calls.set(event.call, { phase: 'queued', held: false, legs: (call?.legs ?? 0) + 1, line: null, queue: event.queue });
        break;
      case 'call-offered':
        if (call?.phase !== 'queued' || call.queue !== event.queue) wrong('offered, but not waiting there');
        if (seats.get(`${event.line} ${event.queue}`) !== null) wrong('a call for a line that is paused or not there');
        if (onCall.has(event.line)) wrong('a second call for one line');
        onCall.set(event.line, event.call);
        if (call) Object.assign(call, { phase: 'offered', line: event.line });
        break;
      case 'call-unanswered':
      case 'call-answered':
        if (call?.phase !== 'offered' || call.line !== event.line) wrong('not offered there');
        if (call) call.phase = event.kind === 'call-answered' ? 'answered' : 'queued';
        if (event.kind === 'call-unanswered') onCall.delete(event.line);
        break;
      case 'call-held':
      case 'call-retrieved':
        if (call?.phase !== 'answered' || call.held === (event.kind === 'call-held')) wrong('hold out of turn');
        if (call) call.held = !call.held;
        break;
      case 'call-transferred':
        if (call?.phase !== 'answered') wrong('transferred, but not answered');
        break;
      case 'call-ended':
        if (call?.phase !== 'answered' || call.line !== event.line) wrong('ended, but not answered there');
        if (call) call.phase = 'gone';
        onCall.delete(event.line);
        break;
      case 'call-left':
        if (call?.phase !== 'queued' && call?.phase !== 'offered') wrong('left, but not waiting');
        if (call?.line) onCall.delete(call.line);
        if (call) call.phase = 'gone';
        break;
      default:
        break;
    }
  }
  const open = [...calls.values()].filter((call) => call.phase !== 'gone');
  return { wrongs, open, calls };
}

const smallPlan = (agents: number, queues: number): Plan => ({
  ...planOf({ opensAt, agents, queues, hours: 4, breaks: false, occupancy: 0.9 }),
  unansweredShare: 0.1,
  transferShare: 0.15,
});

type Deed = { readonly line: number; readonly queue: number; readonly at: number; readonly what: 'pause' | 'resume' | 'end' | 'hard' };
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
      fc.property(fc.integer(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 3 }), deeds, (seed, agents, queues, todo) => {
        const plan = smallPlan(agents, queues);
        const { wrongs, calls } = watch(live(createCentre(plan, seed), plan, todo, opensAt + 3 * hour));
        expect(wrongs).toEqual([]);
        expect(calls.size).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test('says the same again for the same seed, however often it is asked, and something else for another', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer({ min: 0, max: 2 * hour }), { maxLength: 20 }), deeds, (seed, asked, todo) => {
        const plan = smallPlan(7, 2);
        const atOnce = live(createCentre(plan, seed), plan, todo, opensAt + 3 * hour);
        const again = createCentre(plan, seed);
        const early = todo.length === 0 ? asked.sort((a, b) => a - b).flatMap((at) => again.advance(opensAt + at)) : [];
        expect([...early, ...live(again, plan, todo, opensAt + 3 * hour)]).toEqual(atOnce);
        expect(live(createCentre(plan, seed + 1), plan, todo, opensAt + 3 * hour)).not.toEqual(atOnce);
      }),
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

describe('pausing', () => {
  const plan = planOf({ opensAt, agents: 4, queues: 1, occupancy: 0.95, hardShare: 0 });
  const queue = plan.queues[0]!.name;
  const until = (centre: Centre, fromAt: number, kind: PhoneEvent['kind']): PhoneEvent => {
    centre.advance(fromAt);
    for (let at = fromAt; at < fromAt + hour; at += 100) {
      const found = centre.advance(at).find((event) => event.kind === kind);
      if (found) return found;
    }
    throw new Error(`no ${kind} within the hour`);
  };

  test('while it rings lets it ring on, be answered and be ended, and then keeps the line quiet', () => {
    const centre = createCentre({ ...plan, unansweredShare: 0 }, 5);
    const offered = until(centre, opensAt + 10 * minute, 'call-offered');
    if (offered.kind !== 'call-offered') throw new Error('not an offer');
    expect(centre.pause(offered.line, [queue], 'Recovery', offered.at + 100)).toEqual({ kind: 'done' });
    const after = centre.advance(offered.at + 4 * hour);
    const ofLine = after.flatMap((event) => ('line' in event && event.line === offered.line ? [event.kind] : []));
    expect(ofLine).toEqual([
      'line-paused', 'call-answered', 'line-device', 'call-ended', 'line-device', 'call-wrapped',
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
    expect(createCentre(plan, 1).pause(asId('PJSIP/none'), [queue], 'Recovery', opensAt)).toEqual({ kind: 'unknown-line' });
  });
});

describe('the director', () => {
  const plan = defaultPlan({ opensAt });
  const maya = plan.agents[0]!.line;

  test('gives a twenty-minute call, held twice, from a customer who called twice before; it ends when told', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const centre = createCentre(plan, seed);
      const planned = centre.giveHardCall(maya, { startedAt: opensAt + 3 * hour });
      if (planned.kind !== 'planned') throw new Error('not planned');
      expect(planned.startedAt).toBe(opensAt + 3 * hour);
      const nowAt = opensAt + 3 * hour + 20 * minute;
      const morning = centre.advance(nowAt);
      expect(watch(morning).wrongs).toEqual([]);
      const mine = morning.filter((event) => 'call' in event && event.call === planned.call);
      expect(mine.map((event) => event.kind)).toEqual([
        'call-queued', 'call-offered', 'call-answered', 'call-held', 'call-retrieved', 'call-held', 'call-retrieved',
      ]);
      expect(mine[2]?.at).toBe(planned.startedAt);
      const visits = morning.filter((event) => event.kind === 'call-queued' && event.customer === planned.customer);
      expect(visits).toHaveLength(3);

      expect(centre.advance(nowAt + 7 * minute).some((event) => 'call' in event && event.call === planned.call)).toBe(false);
      expect(centre.endCall(maya, nowAt + 7 * minute)).toEqual({ kind: 'ended', call: planned.call });
      expect(centre.endCall(maya, nowAt + 7 * minute)).toEqual({ kind: 'not-on-a-call' });
      const ended = centre.advance(nowAt + 7 * minute).find((event) => event.kind === 'call-ended' && event.call === planned.call);
      expect(ended).toMatchObject({ by: 'caller', talkSeconds: 27 * 60, line: maya });
    }
  });

  test('gives the next call within a minute or so of a recovery, and every fourth call is hard', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const centre = createCentre(plan, seed);
      centre.giveHardCall(maya, { startedAt: opensAt + 2 * hour, endsAt: opensAt + 2 * hour + 20 * minute });
      const queues = plan.agents[0]!.queues;
      centre.advance(opensAt + 2 * hour + 20 * minute);
      centre.pause(maya, queues, 'Recovery', opensAt + 2 * hour + 20 * minute + 2000);
      const resumedAt = opensAt + 2 * hour + 24 * minute;
      centre.resume(maya, queues, resumedAt);
      const rest = centre.advance(opensAt + 9 * hour);
      const next = rest.find((event) => event.kind === 'call-offered' && event.line === maya && event.at >= resumedAt);
      expect((next?.at ?? Infinity) - resumedAt).toBeLessThan(60_000);
      const answered = rest.flatMap((event) => (event.kind === 'call-answered' && event.line === maya ? [event.call] : []));
      expect(answered.length).toBeGreaterThan(20);
      const hard = new Set(centre.hardCalls());
      answered.forEach((call, index) => {
        if ((index + 1) % 4 === 0) expect(hard.has(call)).toBe(true);
      });
      expect(rest.some((event) => event.kind === 'line-paused' && event.line === maya && event.reason !== 'Recovery')).toBe(false);
    }
  });

  test('does not lift a pause of somebody else to give the call', () => {
    const centre = createCentre(plan, 3);
    centre.pause(maya, plan.agents[0]!.queues, 'Recovery', opensAt + hour - minute);
    const planned = centre.giveHardCall(maya, { startedAt: opensAt + hour });
    const paused = centre.advance(opensAt + hour + 5 * minute);
    expect(paused.some((event) => 'call' in event && planned.kind === 'planned' && event.call === planned.call)).toBe(false);
    centre.resume(maya, plan.agents[0]!.queues, opensAt + hour + 5 * minute);
    expect(watch([...paused, ...centre.advance(opensAt + 2 * hour)]).wrongs).toEqual([]);
    expect(centre.endCall(maya, opensAt + 2 * hour)).toMatchObject({ kind: 'ended' });
  });

  test('restarts the phone system: no call open before ever ends, static pauses are gone, dynamic ones kept', () => {
    const centre = createCentre(plan, 4);
    const before = centre.advance(opensAt + 2 * hour);
    const fixed = plan.agents.find((agent) => agent.membership === 'static')!;
    const loose = plan.agents.find((agent) => agent.membership === 'dynamic')!;
    for (const agent of [fixed, loose]) centre.pause(agent.line, agent.queues, 'Recovery', opensAt + 2 * hour);
    centre.restart(opensAt + 2 * hour);
    expect(centre.startedAt()).toBe(opensAt + 2 * hour);
    const pausedFor = (line: LineId) =>
      centre.roster(opensAt + 2 * hour).find((one) => one.line === line)?.memberships.map((one) => one.pausedFor);
    expect(pausedFor(fixed.line)).toEqual(fixed.queues.map(() => null));
    expect(pausedFor(loose.line)).toEqual(loose.queues.map(() => 'Recovery'));
    const { open, calls } = watch(before);
    expect(open.length).toBeGreaterThan(5);
    const openCalls = new Set([...calls].flatMap(([call, state]) => (state.phase === 'gone' ? [] : [call])));
    const later = centre.advance(opensAt + 4 * hour);
    expect(later.some((event) => 'call' in event && openCalls.has(event.call))).toBe(false);
    expect(figuresOf(later, 20).answered).toBeGreaterThan(100);
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
    const figures = figuresOf(days.flatMap(({ events }) => events), 20);
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
    const customers = events.flatMap((event) => (event.kind === 'call-queued' && event.customer ? [event.customer] : []));
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

describe('published figures (contactcenters, MMC and MMCAb: 12 servers, 4.2 calls a minute, two minutes each, eight hours)', () => {
  const dayOf = (patienceSeconds: number | null): Plan => ({
    ...planOf({
      opensAt, agents: 12, queues: 1, hours: 24, callsPerHour: 252, handleSeconds: 120, handleScv: 1, hardShare: 0, patienceSeconds,
    }),
    ringSeconds: [0, 0],
    transferShare: 0,
    unansweredShare: 0,
    callAgainShare: 0,
    retryShare: 0,
  });
  const runs = (plan: Plan) =>
    Array.from({ length: 50 }, (_, seed) => figuresOf(createCentre(plan, seed).advance(opensAt + 8 * hour), 20));
  const mean = (figures: readonly ReturnType<typeof figuresOf>[], of: (one: ReturnType<typeof figuresOf>) => number) =>
    figures.reduce((sum, one) => sum + of(one), 0) / figures.length;

  test('without patience: about 90 % in 20 seconds', () => {
    const figures = runs(dayOf(null));
    expect(mean(figures, (one) => one.queued)).toBeCloseTo(4.2 * 480, -2);
    expect(Math.abs(mean(figures, (one) => one.serviceLevel) - 0.902)).toBeLessThan(0.02);
  });

  test('with a minute of patience: about 58 of 2,016 give up', () => {
    const figures = runs(dayOf(60));
    expect(Math.abs(mean(figures, (one) => one.left) - 58.6)).toBeLessThan(8);
  });
});
