import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualScheduler, scheduleWith } from '../../design/schedule.ts';
import { fakeConnections } from './fake-source.ts';
import { openStream } from './stream.ts';

let scheduler = createManualScheduler();
let putBack = (): void => undefined;
beforeEach(() => {
  scheduler = createManualScheduler();
  putBack = scheduleWith(scheduler);
});
afterEach(() => putBack());

const setUp = ({ throttled = false } = {}) => {
  const { sources, connect, last } = fakeConnections();
  const states: string[] = [];
  const stream = openStream({
    on: {},
    opened: () => states.push('open'),
    lost: () => states.push('lost'),
    connect,
    isThrottled: () => throttled,
  });
  const beat = (): void => last().send('heartbeat', { serverNow: scheduler.now() });
  /** Advances time with a heartbeat every five seconds. */
  const alive = (seconds: number): void => {
    for (let passed = 0; passed < seconds; passed += 5) {
      scheduler.move(5000);
      beat();
    }
  };
  return { stream, sources, last, states, beat, alive };
};

describe('a live stream', () => {
  test('is not open before its first message has arrived', () => {
    const { stream, states, beat } = setUp();
    expect(stream.isOpen()).toBe(false);
    beat();
    expect([stream.isOpen(), states]).toEqual([true, ['open']]);
  });

  test('stays on one connection while heartbeats arrive', () => {
    const { sources, states, alive } = setUp();
    alive(3600);
    expect([sources.length, states]).toEqual([1, ['open']]);
  });

  test('is reopened after 20 seconds of silence, though its socket stays open, and is lost until the new one delivers', () => {
    const { sources, states, last, beat } = setUp();
    beat();
    scheduler.move(19_999);
    expect(sources.length).toBe(1);
    scheduler.move(1);
    expect([sources.length, sources[0]?.closed]).toEqual([2, true]);
    scheduler.move(2000);
    expect(states).toEqual(['open', 'lost']);
    scheduler.move(60_000);
    expect(sources.length).toBe(5);
    sources[0]?.send('heartbeat', { serverNow: 0 });
    expect(states.at(-1)).toBe('lost');
    last().send('heartbeat', { serverNow: 0 });
    expect(states.at(-1)).toBe('open');
  });

  test('is reopened by a machine that wakes from sleep, and is lost only if that takes more than two seconds', () => {
    const { sources, states, alive, beat } = setUp();
    alive(60);
    scheduler.sleep(16_000);
    expect(sources.length).toBe(2);
    scheduler.move(1999);
    beat();
    scheduler.move(5000);
    expect(states).toEqual(['open', 'open']);
  });

  test('is reopened by a clock that is set forward or back', () => {
    const { sources, alive } = setUp();
    alive(60);
    scheduler.setClock(3_600_000);
    alive(10);
    expect(sources.length).toBe(2);
    scheduler.setClock(-3_600_000);
    alive(10);
    expect(sources.length).toBe(3);
  });

  test('is not reopened by a late timer of a hidden page whose heartbeats arrive', () => {
    const { sources, alive, beat } = setUp({ throttled: true });
    alive(60);
    for (let minute = 0; minute < 10; minute += 1) {
      beat();
      scheduler.sleep(15_000);
    }
    expect(sources.length).toBe(1);
  });

  test('is reopened by a page that becomes visible only if a heartbeat is missing, and always when the network is back', () => {
    const { stream, sources, alive } = setUp();
    alive(60);
    stream.wake(false);
    expect(sources.length).toBe(1);
    scheduler.move(10_001);
    stream.wake(false);
    expect(sources.length).toBe(2);
    alive(10);
    stream.wake(true);
    expect(sources.length).toBe(3);
  });

  test('is opened once when several signs of waking come together', () => {
    const { stream, sources, alive, beat } = setUp();
    alive(60);
    for (let sign = 0; sign < 4; sign += 1) {
      stream.wake(true);
      beat();
    }
    expect(sources.length).toBe(2);
  });

  test('leaves no timer when it is closed', () => {
    const { stream, last } = setUp();
    last().fail(2);
    stream.wake(true);
    stream.close();
    expect(scheduler.pending()).toBe(0);
  });

  test('stays closed when the page wakes or asks for another connection', () => {
    const { stream, sources } = setUp();
    stream.close();
    stream.wake(true);
    stream.reopen();
    expect([sources.length, scheduler.pending()]).toEqual([1, 0]);
  });

  test('is reported lost once when the connection that replaces another fails', () => {
    const { stream, states, last, alive } = setUp();
    alive(60);
    stream.wake(true);
    last().fail(0);
    scheduler.move(2000);
    expect(states).toEqual(['open', 'lost']);
  });
});
