import { describe, expect, it } from 'vitest';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { Device, PhoneEvent, RosterLine } from './event.ts';
import { forget } from './lost.ts';
import { agentState, pausesOf } from './line.ts';
import { halfHourMs, sumSince } from './queue.ts';
import { createTracker, disconnect, isTrusted } from './state.ts';
import { apply } from './tracker.ts';

const source = asId<SourceId>('pbx');
const sales = asId<QueueName>('sales');
const ada = asId<LineId>('ada');
const rules = { targetSeconds: 20 };
const begin = 1_800_000_000_000;

type Told = PhoneEvent extends infer Event ? (Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt'> : never) : never;

const call = (id: string, customer?: string) => ({ call: asId<CallId>(id), ...(customer && { customer: asId<CustomerKey>(customer) }) });
const rosterLine = (device: Device, lastCallSeconds: number | null = null, pausedFor: string | null = null): RosterLine => ({
  line: ada,
  name: 'Ada',
  device,
  memberships: [{ queue: sales, pausedFor, callsTaken: 1, lastCallAt: lastCallSeconds === null ? null : begin + lastCallSeconds * 1000 }],
});

const setUp = () => {
  const tracker = createTracker();
  let told = 0;
  const tell = (seconds: number, event: Told) => {
    const at = begin + seconds * 1000;
    return apply(tracker, { ...event, source, id: `${(told += 1)}`, at, receivedAt: at } as PhoneEvent, rules);
  };
  const talk = (id: string, fromSeconds: number): void => {
    tell(fromSeconds, { kind: 'call-queued', queue: sales, ...call(id) });
    tell(fromSeconds + 5, { kind: 'call-answered', queue: sales, line: ada, ...call(id) });
  };
  const outcomes = (id: string) => tracker.calls.get(asId<CallId>(id))?.call.legs.map((leg) => leg.outcome);
  return { tracker, tell, call, rosterLine, talk, outcomes };
};

describe('a roster after a connection', () => {
  it('loses the call of a line that is idle, and takes it as over since we went deaf', () => {
    const { tracker, tell, talk, rosterLine, outcomes } = setUp();
    tell(0, { kind: 'feed-opened', startedAt: null });
    talk('1', 10);
    tell(100, { kind: 'feed-lost', because: 'error' });
    tell(4000, { kind: 'feed-opened', startedAt: null });
    tell(4000, { kind: 'roster', lines: [rosterLine('idle')] });
    expect(outcomes('1')).toEqual(['lost']);
    expect(tracker.calls.get(asId<CallId>('1'))!.call.legs[0]!.endedAt).toBe(begin + 100_000);
    expect(tracker.lines.get(ada)!.talking.size).toBe(0);
  });

  it('keeps the call of a line in use, unless the line has ended one since or has gone', () => {
    const inUse = setUp();
    inUse.talk('1', 10);
    inUse.tell(100, { kind: 'roster', lines: [inUse.rosterLine('in-use', 9)] });
    expect(inUse.outcomes('1')).toEqual(['talking']);
    inUse.tell(200, { kind: 'roster', lines: [inUse.rosterLine('in-use', 150)] });
    expect(inUse.outcomes('1')).toEqual(['lost']);

    const gone = setUp();
    gone.talk('1', 10);
    gone.tell(100, { kind: 'roster', lines: [] });
    expect(gone.outcomes('1')).toEqual(['lost']);
  });

  it('loses callers who wait no more, and those only whose line rings no more where it does not say who waits', () => {
    const said = setUp();
    for (const id of ['1', '2']) said.tell(1, { kind: 'call-queued', queue: sales, ...said.call(id) });
    said.tell(60, { kind: 'roster', lines: [], waiting: [asId<CallId>('2')] });
    expect([said.outcomes('1'), said.outcomes('2')]).toEqual([['lost'], ['waiting']]);
    expect([...said.tracker.queues.get(sales)!.waiting.keys()]).toEqual(['2']);

    const unsaid = setUp();
    for (const id of ['1', '2']) unsaid.tell(1, { kind: 'call-queued', queue: sales, ...unsaid.call(id) });
    unsaid.tell(2, { kind: 'call-offered', queue: sales, line: ada, ...unsaid.call('1') });
    unsaid.tell(60, { kind: 'roster', lines: [unsaid.rosterLine('idle')] });
    expect([unsaid.outcomes('1'), unsaid.outcomes('2')]).toEqual([['lost'], ['waiting']]);
    expect(unsaid.tracker.lines.get(ada)!.ringing.size).toBe(0);
  });

  it('seats and unseats, and is not undone by what was said before it', () => {
    const { tracker, tell, rosterLine } = setUp();
    const other = asId<QueueName>('support');
    tell(1, { kind: 'line-joined', line: ada, queue: other, name: 'Ada', pausedFor: null });
    tell(10, { kind: 'roster', lines: [rosterLine('idle', null, 'Coffee')] });
    expect([...pausesOf(tracker.lines.get(ada)!)]).toEqual([[sales, 'Coffee']]);
    tell(5, { kind: 'line-resumed', line: ada, queue: sales });
    tell(5, { kind: 'line-joined', line: ada, queue: other, name: 'Ada', pausedFor: null });
    expect([...pausesOf(tracker.lines.get(ada)!)]).toEqual([[sales, 'Coffee']]);
  });

  it('is what makes the picture of the lines one to act on, where there are rosters', () => {
    const { tracker, tell } = setUp();
    const trusted = (): boolean => isTrusted(tracker.feeds.get(source));
    expect(trusted()).toBe(false);
    tell(0, { kind: 'feed-opened', startedAt: null });
    expect(trusted()).toBe(true);
    tell(1, { kind: 'roster', lines: [] });
    tell(20, { kind: 'feed-opened', startedAt: null });
    expect(trusted()).toBe(false);
    tell(22, { kind: 'roster', lines: [] });
    expect(trusted()).toBe(true);
    disconnect(tracker, begin + 23_000);
    expect(trusted()).toBe(false);
  });
});

describe('a phone system that started anew', () => {
  it('has lost the calls it had, and no later ones', () => {
    const { tell, talk, outcomes, tracker } = setUp();
    tell(0, { kind: 'feed-opened', startedAt: begin - 60_000 });
    talk('1', 10);
    tell(60, { kind: 'feed-lost', because: 'closed' });
    tell(90, { kind: 'feed-opened', startedAt: begin + 80_000 });
    talk('2', 85);
    tell(95, { kind: 'feed-opened', startedAt: begin + 80_500 });
    expect([outcomes('1'), outcomes('2')]).toEqual([['lost'], ['talking']]);
    expect([...tracker.lines.get(ada)!.talking.keys()]).toEqual(['2']);
  });
});

describe('forgetting', () => {
  const hour = 3_600_000;
  const limits = { ...rules, endedBefore: begin + hour, openForMs: 12 * hour };

  it('lets go of calls long ended and keeps the counts', () => {
    const { tracker, tell, talk, call, outcomes } = setUp();
    talk('1', 10);
    tell(60, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', ...call('1') });
    talk('2', 100);
    forget(tracker, begin + 2 * hour, limits);
    expect([outcomes('1'), outcomes('2')]).toEqual([undefined, ['talking']]);
    expect(sumSince(tracker.queues.get(sales)!, begin - halfHourMs)).toMatchObject({ offered: 2, answered: 2, serviceLevel: 1 });
  });

  it('believes no call for ever, nor one whose line has long been idle', () => {
    const old = setUp();
    old.talk('1', 10);
    forget(old.tracker, begin + 11 * hour, limits);
    expect(old.outcomes('1')).toEqual(['talking']);
    forget(old.tracker, begin + 13 * hour, limits);
    expect(old.tracker.lines.get(ada)!.talking.size).toBe(0);

    const left = setUp();
    left.tell(0, { kind: 'line-device', line: ada, device: 'in-use' });
    left.talk('1', 10);
    left.tell(50, { kind: 'line-device', line: ada, device: 'idle' });
    forget(left.tracker, begin + 100_000, { ...limits, endedBefore: begin });
    expect(left.outcomes('1')).toEqual(['talking']);
    forget(left.tracker, begin + 120_000, { ...limits, endedBefore: begin });
    expect(left.outcomes('1')).toEqual(['lost']);
  });

  it('remembers for a day that the same customer called', () => {
    const { tracker, tell, call } = setUp();
    tell(0, { kind: 'call-queued', queue: sales, ...call('1', 'c') });
    tell(1, { kind: 'call-left', queue: sales, because: 'abandoned', ...call('1') });
    forget(tracker, begin + 23 * hour, { ...limits, endedBefore: begin + 22 * hour });
    tell(23 * 3600, { kind: 'call-queued', queue: sales, ...call('2', 'c') });
    tell(25 * 3600, { kind: 'call-queued', queue: sales, ...call('3', 'c') });
    expect(['2', '3'].map((id) => tracker.calls.get(asId<CallId>(id))!.repeats)).toEqual([1, 1]);
    forget(tracker, begin + 80 * hour, { ...limits, endedBefore: begin + 79 * hour });
    expect(tracker.customers.size).toBe(0);
  });
});

describe('what a wallboard would show', () => {
  it('goes from available through ringing, on call, wrap-up and paused to logged out', () => {
    const { tracker, tell, call } = setUp();
    const state = (seconds: number) => agentState(tracker.lines.get(ada)!, begin + seconds * 1000, 10_000);
    tell(0, { kind: 'line-joined', line: ada, queue: sales, name: 'Ada', pausedFor: null });
    expect(state(1)).toEqual({ kind: 'available', since: begin });
    tell(2, { kind: 'call-offered', queue: sales, line: ada, ...call('1') });
    expect(state(3)).toEqual({ kind: 'ringing', since: begin + 2000 });
    tell(4, { kind: 'call-answered', queue: sales, line: ada, ...call('1') });
    expect(state(5)).toEqual({ kind: 'on-call', since: begin + 4000 });
    tell(60, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', ...call('1') });
    expect(state(61)).toEqual({ kind: 'wrap-up', since: begin + 60_000 });
    expect(state(71)).toEqual({ kind: 'available', since: begin + 60_000 });
    tell(80, { kind: 'line-paused', line: ada, reason: 'Coffee' });
    expect(state(81)).toEqual({ kind: 'paused', since: begin + 80_000, reason: 'Coffee' });
    tell(90, { kind: 'line-left', line: ada, queue: sales });
    expect(state(91)).toEqual({ kind: 'logged-out', since: begin + 90_000 });
  });
});
