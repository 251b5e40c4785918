import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { Device, PhoneEvent, LineSnapshot } from './event.ts';
import { isDoubtful, pruneTracker } from './unknown-ends.ts';
import { agentState, pausesOf } from './line.ts';
import { halfHourMs, sumClosed } from './queue.ts';
import { createTracker, disconnect, isTrusted } from './state.ts';
import { apply } from './tracker.ts';

const source = asId<SourceId>('pbx');
const sales = asId<QueueName>('sales');
const ada = asId<LineId>('ada');
const rules = { targetSeconds: 20 };
const begin = 1_800_000_000_000;

type EventData = PhoneEvent extends infer Event ? (Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt'> : never) : never;

const call = (id: string, customer?: string) => ({ call: asId<CallId>(id), ...(customer && { customer: asId<CustomerKey>(customer) }) });
const rosterLine = (device: Device, lastCallSeconds: number | null = null, pausedFor: string | null = null): LineSnapshot => ({
  line: ada,
  name: 'Ada',
  device,
  memberships: [{ queue: sales, pausedFor, callsTaken: 1, lastCallAt: lastCallSeconds === null ? null : begin + lastCallSeconds * 1000 }],
});

const setUp = () => {
  const tracker = createTracker();
  let sent = 0;
  const send = (seconds: number, event: EventData) => {
    const at = begin + seconds * 1000;
    return apply(tracker, { ...event, source, id: `${(sent += 1)}`, at, receivedAt: at } as PhoneEvent, rules);
  };
  const talk = (id: string, fromSeconds: number): void => {
    send(fromSeconds, { kind: 'call-queued', queue: sales, ...call(id) });
    send(fromSeconds + 5, { kind: 'call-answered', queue: sales, line: ada, ...call(id) });
  };
  const outcomes = (id: string) => tracker.calls.get(asId<CallId>(id))?.call.legs.map((visit) => visit.outcome);
  return { tracker, send, call, rosterLine, talk, outcomes };
};

describe('a roster after a connection', () => {
  it('The call of an idle line ends as lost at the start of the gap', () => {
    const { tracker, send, talk, rosterLine, outcomes } = setUp();
    send(0, { kind: 'feed-opened', startedAt: null });
    talk('1', 10);
    send(100, { kind: 'feed-lost', because: 'error' });
    send(4000, { kind: 'feed-opened', startedAt: null });
    send(4000, { kind: 'roster', lines: [rosterLine('idle')] });
    expect(outcomes('1')).toEqual(['lost']);
    expect(tracker.calls.get(asId<CallId>('1'))!.call.legs[0]!.endedAt).toBe(begin + 100_000);
    expect(tracker.lines.get(ada)!.talking.size).toBe(0);
  });

  it('The call of a line in use stays open, unless the line has ended a call since or is missing', () => {
    const inUse = setUp();
    inUse.talk('1', 10);
    inUse.send(100, { kind: 'roster', lines: [inUse.rosterLine('in-use', 9)] });
    expect(inUse.outcomes('1')).toEqual(['talking']);
    inUse.send(200, { kind: 'roster', lines: [inUse.rosterLine('in-use', 150)] });
    expect(inUse.outcomes('1')).toEqual(['lost']);

    const gone = setUp();
    gone.talk('1', 10);
    gone.send(100, { kind: 'roster', lines: [] });
    expect(gone.outcomes('1')).toEqual(['lost']);
  });

  it('A line that the phone system shows in no call of the queue has ended its call, whatever keeps it busy', () => {
    const { send, talk, outcomes } = setUp();
    const privateCall = (inCall: boolean): LineSnapshot => ({ ...rosterLine('in-use', 9), memberships: [{ ...rosterLine('in-use', 9).memberships[0]!, inCall }] });
    talk('1', 10);
    send(100, { kind: 'roster', lines: [privateCall(true)] });
    expect(outcomes('1')).toEqual(['talking']);
    send(200, { kind: 'roster', lines: [privateCall(false)] });
    expect(outcomes('1')).toEqual(['lost']);
  });

  it('A talk that ended in a short gap ends when the phone system shows it, and its event may still come', () => {
    const inGap = (lastCallSeconds: number | null, reopenedAt = 130) => {
      const one = setUp();
      one.send(0, { kind: 'feed-opened', startedAt: null });
      one.send(1, { kind: 'roster', lines: [one.rosterLine('idle')] });
      one.talk('1', 10);
      one.send(90, { kind: 'call-held', ...one.call('1') });
      one.send(91, { kind: 'feed-lost', because: 'error' });
      one.send(reopenedAt, { kind: 'feed-opened', startedAt: null });
      one.send(reopenedAt, { kind: 'roster', lines: [one.rosterLine('idle', lastCallSeconds)] });
      return one;
    };
    const visitsOf = ({ tracker }: ReturnType<typeof setUp>) => tracker.calls.get(asId<CallId>('1'))!.call.legs;
    expect(visitsOf(inGap(115))).toMatchObject([{ outcome: 'completed', endedAt: begin + 115_000, talkSeconds: 100 }]);
    expect(visitsOf(inGap(60))).toMatchObject([{ outcome: 'lost', endedAt: begin + 91_000 }]);
    expect(visitsOf(inGap(null))).toMatchObject([{ outcome: 'lost' }]);
    expect(visitsOf(inGap(600, 900))).toMatchObject([{ outcome: 'lost', endedAt: begin + 91_000 }]);
    const late = inGap(115);
    late.send(115.4, { kind: 'call-ended', queue: sales, line: ada, by: 'caller', talkSeconds: 100, ...late.call('1') });
    expect(visitsOf(late)).toMatchObject([{ outcome: 'completed-by-caller', talkSeconds: 100 }]);
  });

  it('A talk that ended in a long gap ends when the phone system shows it, where its line took no other call', () => {
    const inGap = (takenInGap: number | null) => {
      const one = setUp();
      one.send(0, { kind: 'feed-opened', startedAt: null });
      one.send(1, { kind: 'roster', lines: [one.rosterLine('idle')] });
      one.talk('1', 10);
      one.send(90, { kind: 'feed-lost', because: 'error' });
      one.send(4000, { kind: 'feed-opened', startedAt: null });
      const line = one.rosterLine('idle', 600);
      const memberships = line.memberships.map((membership) => ({ ...membership, ...(takenInGap !== null && { takenInGap }) }));
      one.send(4000, { kind: 'roster', lines: [{ ...line, memberships }] });
      return one.tracker.calls.get(asId<CallId>('1'))!.call.legs;
    };
    expect(inGap(1)).toMatchObject([{ outcome: 'completed', endedAt: begin + 600_000, talkSeconds: 585 }]);
    for (const taken of [null, 0, 2]) expect(inGap(taken)).toMatchObject([{ outcome: 'lost' }]);
  });

  it('A last call in the future comes from a clock that was set back, and ends no call', () => {
    const { send, talk, outcomes } = setUp();
    talk('1', 10);
    send(100, { kind: 'roster', lines: [rosterLine('in-use', 3700)] });
    expect(outcomes('1')).toEqual(['talking']);
  });

  it('A talk from before a gap is doubtful until the phone system shows that very call, or reports on it', () => {
    const isInDoubt = (line: LineSnapshot, ...events: EventData[]): boolean => {
      const { tracker, send, talk } = setUp();
      send(0, { kind: 'feed-opened', startedAt: null });
      send(1, { kind: 'roster', lines: [rosterLine('idle')] });
      talk('1', 10);
      send(90, { kind: 'feed-lost', because: 'error' });
      send(300, { kind: 'feed-opened', startedAt: null });
      send(301, { kind: 'roster', lines: [line] });
      for (const event of events) send(310, event);
      const track = tracker.calls.get(asId<CallId>('1'))!;
      expect(track.call.legs[0]!.outcome).toBe('talking');
      return isDoubtful(tracker, track, track.call.legs[0]!);
    };
    expect(isInDoubt(rosterLine('in-use'))).toBe(true);
    expect(isInDoubt(rosterLine('in-use', 5))).toBe(false);
    expect(isInDoubt({ ...rosterLine('in-use'), memberships: [{ ...rosterLine('in-use').memberships[0]!, inCall: true }] })).toBe(false);
    expect(isInDoubt(rosterLine('in-use'), { kind: 'call-held', ...call('1') })).toBe(false);
    const fresh = setUp();
    fresh.send(0, { kind: 'feed-opened', startedAt: null });
    fresh.talk('1', 10);
    const track = fresh.tracker.calls.get(asId<CallId>('1'))!;
    expect(isDoubtful(fresh.tracker, track, track.call.legs[0]!)).toBe(false);
  });

  it('A talk that has ended by the events does not end again by the record, which may count the time after it', () => {
    for (const talkSeconds of [60, 1800]) {
      const { send, talk, tracker } = setUp();
      talk('1', 10);
      send(75, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', ...call('1') });
      send(15 + talkSeconds, { kind: 'call-ended', queue: sales, line: ada, by: 'caller', talkSeconds, recorded: true, ...call('1') });
      expect(tracker.calls.get(asId<CallId>('1'))!.call.legs, `${talkSeconds} s`).toMatchObject([{ outcome: 'completed-by-agent', talkSeconds: 60 }]);
    }
  });

  it('A recorded beginning comes before the live end of the same second', () => {
    const { send, tracker } = setUp();
    send(10.2, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', talkSeconds: 0, ...call('1') });
    send(10.999, { kind: 'call-answered', queue: sales, line: ada, recorded: true, ...call('1') });
    send(10.998, { kind: 'call-queued', queue: sales, recorded: true, ...call('1') });
    expect(tracker.calls.get(asId<CallId>('1'))!.call.legs).toMatchObject([{ outcome: 'completed-by-agent' }]);
  });

  it('Callers missing from the waiting list end as lost; without a list, those whose lines ring no more', () => {
    const withList = setUp();
    for (const id of ['1', '2']) withList.send(1, { kind: 'call-queued', queue: sales, ...withList.call(id) });
    withList.send(60, { kind: 'roster', lines: [], waiting: [asId<CallId>('2')] });
    expect([withList.outcomes('1'), withList.outcomes('2')]).toEqual([['lost'], ['waiting']]);
    expect([...withList.tracker.queues.get(sales)!.waiting.keys()]).toEqual(['2']);

    const withoutList = setUp();
    for (const id of ['1', '2']) withoutList.send(1, { kind: 'call-queued', queue: sales, ...withoutList.call(id) });
    withoutList.send(2, { kind: 'call-offered', queue: sales, line: ada, ...withoutList.call('1') });
    withoutList.send(60, { kind: 'roster', lines: [withoutList.rosterLine('idle')] });
    expect([withoutList.outcomes('1'), withoutList.outcomes('2')]).toEqual([['lost'], ['waiting']]);
    expect(withoutList.tracker.lines.get(ada)!.ringing.size).toBe(0);
  });

  it('A roster adds and ends memberships, and an older event does not undo it', () => {
    const { tracker, send, rosterLine } = setUp();
    const other = asId<QueueName>('support');
    send(1, { kind: 'line-joined', line: ada, queue: other, name: 'Ada', pausedFor: null });
    send(10, { kind: 'roster', lines: [rosterLine('idle', null, 'Coffee')] });
    expect([...pausesOf(tracker.lines.get(ada)!)]).toEqual([[sales, 'Coffee']]);
    send(5, { kind: 'line-resumed', line: ada, queue: sales });
    send(5, { kind: 'line-joined', line: ada, queue: other, name: 'Ada', pausedFor: null });
    expect([...pausesOf(tracker.lines.get(ada)!)]).toEqual([[sales, 'Coffee']]);
  });

  it('The state of the lines is trusted only after a roster, where the system sends rosters', () => {
    const { tracker, send } = setUp();
    const trusted = (): boolean => isTrusted(tracker.feeds.get(source));
    expect(trusted()).toBe(false);
    send(0, { kind: 'feed-opened', startedAt: null });
    expect(trusted()).toBe(true);
    send(1, { kind: 'roster', lines: [] });
    send(20, { kind: 'feed-opened', startedAt: null });
    expect(trusted()).toBe(false);
    send(22, { kind: 'roster', lines: [] });
    expect(trusted()).toBe(true);
    disconnect(tracker, begin + 23_000);
    expect(trusted()).toBe(false);
  });
});

describe('a phone system that restarted', () => {
  it('A restart ends the earlier calls as lost, and no later ones', () => {
    const { send, talk, outcomes, tracker } = setUp();
    send(0, { kind: 'feed-opened', startedAt: begin - 60_000 });
    talk('1', 10);
    send(60, { kind: 'feed-lost', because: 'closed' });
    send(90, { kind: 'feed-opened', startedAt: begin + 80_000 });
    talk('2', 85);
    send(95, { kind: 'feed-opened', startedAt: begin + 80_500 });
    expect([outcomes('1'), outcomes('2')]).toEqual([['lost'], ['talking']]);
    expect([...tracker.lines.get(ada)!.talking.keys()]).toEqual(['2']);
  });
});

describe('pruning', () => {
  const hour = 3_600_000;
  const limits = { ...rules, endedBefore: begin + hour, openForMs: 12 * hour };

  it('Pruning deletes calls that ended long ago and leaves the counts', () => {
    const { tracker, send, talk, call, outcomes } = setUp();
    talk('1', 10);
    send(60, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', ...call('1') });
    talk('2', 100);
    pruneTracker(tracker, begin + 2 * hour, limits);
    expect([outcomes('1'), outcomes('2')]).toEqual([undefined, ['talking']]);
    expect(sumClosed(tracker.queues.get(sales)!, begin - halfHourMs, begin + halfHourMs)).toMatchObject({ offered: 2, answered: 2, serviceLevel: 1 });
  });

  it('Pruning ends calls open for too long, and calls whose line has long been idle', () => {
    const old = setUp();
    old.talk('1', 10);
    pruneTracker(old.tracker, begin + 11 * hour, limits);
    expect(old.outcomes('1')).toEqual(['talking']);
    pruneTracker(old.tracker, begin + 13 * hour, limits);
    expect(old.tracker.lines.get(ada)!.talking.size).toBe(0);

    const stale = setUp();
    stale.send(0, { kind: 'line-device', line: ada, device: 'in-use' });
    stale.talk('1', 10);
    stale.send(50, { kind: 'line-device', line: ada, device: 'idle' });
    pruneTracker(stale.tracker, begin + 100_000, { ...limits, endedBefore: begin });
    expect(stale.outcomes('1')).toEqual(['talking']);
    pruneTracker(stale.tracker, begin + 120_000, { ...limits, endedBefore: begin });
    expect(stale.outcomes('1')).toEqual(['lost']);
  });

  it("A customer's repeats are counted for a day", () => {
    const { tracker, send, call } = setUp();
    send(0, { kind: 'call-queued', queue: sales, ...call('1', 'c') });
    send(1, { kind: 'call-left', queue: sales, because: 'abandoned', ...call('1') });
    pruneTracker(tracker, begin + 23 * hour, { ...limits, endedBefore: begin + 22 * hour });
    send(23 * 3600, { kind: 'call-queued', queue: sales, ...call('2', 'c') });
    send(25 * 3600, { kind: 'call-queued', queue: sales, ...call('3', 'c') });
    expect(['2', '3'].map((id) => tracker.calls.get(asId<CallId>(id))!.repeats)).toEqual([1, 1]);
    pruneTracker(tracker, begin + 80 * hour, { ...limits, endedBefore: begin + 79 * hour });
    expect(tracker.customers.size).toBe(0);
  });

  it('A number in two calls at once is no customer, for the rest of the day', () => {
    const { tracker, send, call } = setUp();
    const repeatsOf = (...ids: string[]) => ids.map((id) => tracker.calls.get(asId<CallId>(id))?.repeats);
    send(0, { kind: 'call-queued', queue: sales, ...call('1', 'trunk') });
    send(30, { kind: 'call-queued', queue: sales, ...call('2', 'trunk') });
    send(60, { kind: 'call-left', queue: sales, because: 'abandoned', ...call('1') });
    send(61, { kind: 'call-left', queue: sales, because: 'abandoned', ...call('2') });
    send(90, { kind: 'call-queued', queue: sales, ...call('3', 'trunk') });
    expect(repeatsOf('2', '3')).toEqual([0, 0]);
    send(91, { kind: 'call-left', queue: sales, because: 'abandoned', ...call('3') });
    pruneTracker(tracker, begin + 2 * hour, { ...limits, endedBefore: begin + hour });
    send(3 * 3600, { kind: 'call-queued', queue: sales, ...call('4', 'trunk') });
    expect(repeatsOf('1', '4')).toEqual([undefined, 0]);
    pruneTracker(tracker, begin + 80 * hour, { ...limits, endedBefore: begin + 79 * hour });
    expect(tracker.sharedCustomers.size).toBe(0);
  });

  it('The seconds that a phone system reports show calls that were on at once, whenever their events come', () => {
    const { tracker, send, call } = setUp();
    for (const [at, id] of [[1000, '1'], [1002, '2'], [1004, '3']] as const) {
      send(at, { kind: 'call-queued', queue: sales, ...call(id, 'trunk') });
      send(at + 1, { kind: 'call-ended', queue: sales, line: ada, by: 'caller', waitSeconds: 3, talkSeconds: 560, ...call(id) });
    }
    expect(['2', '3'].map((id) => tracker.calls.get(asId<CallId>(id))!.repeats)).toEqual([0, 0]);
  });

  it('A number with more than eight calls in a day is no customer', () => {
    const { tracker, send, call } = setUp();
    for (let n = 0; n < 9; n += 1) {
      send(n * 600, { kind: 'call-queued', queue: sales, ...call(String(n), 'c') });
      send(n * 600 + 60, { kind: 'call-left', queue: sales, because: 'abandoned', ...call(String(n)) });
      expect(tracker.calls.get(asId<CallId>(String(n)))!.repeats).toBe(n < 8 ? n : 0);
    }
  });

  it('Repeats count only earlier calls of a number whose calls never overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(20_000), lasts: fc.integer({ min: 1, max: 3000 }) }), { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (calls, chance) => {
        const { tracker, send, call } = setUp();
        const events = calls.flatMap(({ at, lasts }, n) => [
          () => send(at, { kind: 'call-queued', queue: sales, ...call(String(n), 'c') }),
          () => send(at + lasts, { kind: 'call-left', queue: sales, because: 'abandoned', waitSeconds: lasts, ...call(String(n)) }),
        ]);
        const shuffled = events.map((one) => ({ one, key: chance.next().value })).toSorted((a, b) => a.key - b.key);
        for (const { one } of shuffled) one();
        const overlap = calls.some((a, i) => calls.some((b, j) => i !== j && a.at <= b.at && b.at + 2 < a.at + a.lasts));
        for (const [n, { at }] of calls.entries()) {
          const { repeats } = tracker.calls.get(asId<CallId>(String(n)))!;
          if (overlap) expect(repeats).toBe(0);
          else expect(repeats).toBeLessThanOrEqual(calls.filter((other, k) => k !== n && other.at <= at).length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the agent state', () => {
  it('An agent goes from available through ringing, on call, wrap-up and paused to logged out', () => {
    const { tracker, send, call } = setUp();
    const state = (seconds: number) => agentState(tracker.lines.get(ada)!, begin + seconds * 1000, 10_000);
    send(0, { kind: 'line-joined', line: ada, queue: sales, name: 'Ada', pausedFor: null });
    expect(state(1)).toEqual({ kind: 'available', since: begin });
    send(2, { kind: 'call-offered', queue: sales, line: ada, ...call('1') });
    expect(state(3)).toEqual({ kind: 'ringing', since: begin + 2000 });
    send(4, { kind: 'call-answered', queue: sales, line: ada, ...call('1') });
    expect(state(5)).toEqual({ kind: 'on-call', since: begin + 4000 });
    send(60, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', ...call('1') });
    expect(state(61)).toEqual({ kind: 'wrap-up', since: begin + 60_000 });
    expect(state(71)).toEqual({ kind: 'available', since: begin + 60_000 });
    send(80, { kind: 'line-paused', line: ada, reason: 'Coffee' });
    expect(state(81)).toEqual({ kind: 'paused', since: begin + 80_000, reason: 'Coffee' });
    send(90, { kind: 'line-left', line: ada, queue: sales });
    expect(state(91)).toEqual({ kind: 'logged-out', since: begin + 90_000 });
  });
});
