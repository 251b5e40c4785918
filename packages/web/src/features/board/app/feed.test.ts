import type { BoardChange, BoardView } from '@onhook/contract';
import { afterEach, expect, test } from 'vitest';
import type { Source } from '../../../api/live/stream.ts';
import { createManualScheduler, scheduleWith } from '../../../design/schedule.ts';
import { type FeedNeeds, openFeed } from './feed.ts';

const board: BoardView = {
  serverNow: 1_000,
  phonesUp: true,
  teams: [{ team: 'north', name: 'North', agents: [] }],
  queues: [],
};
const change: BoardChange = { serverNow: 1_500, phonesUp: false, agents: [], gone: [], queues: [] };

class FakeSource extends EventTarget {
  readyState = 1;
  closed = false;
  close() {
    this.closed = true;
    this.readyState = 2;
  }
  send(name: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
  fail(readyState: 0 | 2) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}

let putBack = (): void => undefined;
afterEach(() => putBack());

const setUp = (answer: Awaited<ReturnType<FeedNeeds['ask']>> = { kind: 'offline' }) => {
  const sources: FakeSource[] = [];
  const scheduler = createManualScheduler();
  putBack = scheduleWith(scheduler);
  const seen = { signedOut: 0, asked: 0, received: [] as number[] };
  const feed = openFeed({
    connect: () => {
      const source = new FakeSource();
      sources.push(source);
      return source as unknown as Source;
    },
    ask: () => {
      seen.asked += 1;
      return Promise.resolve(answer);
    },
    received: (at) => seen.received.push(at),
    signedOut: () => {
      seen.signedOut += 1;
    },
  });
  const settle = () => new Promise<void>((done) => setTimeout(done));
  return { feed, sources, scheduler, seen, settle, last: () => sources.at(-1) as FakeSource };
};

test('the whole board, then its changes', () => {
  const { feed, last, seen } = setUp();
  expect(feed.store.get()).toEqual({ kind: 'opening' });
  last().send('board', board);
  last().send('board-change', change);
  expect(feed.store.get()).toEqual({ kind: 'board', board: { ...board, serverNow: 1_500, phonesUp: false }, lostAt: null });
  expect(seen.received).toEqual([1_000, 1_500]);
});

test('a change before any board is not guessed at', () => {
  const { feed, last } = setUp();
  last().send('board-change', change);
  expect(feed.store.get()).toEqual({ kind: 'opening' });
});

test('a lost connection keeps the last board and says since when; the next board ends it', async () => {
  const { feed, last, settle } = setUp();
  last().send('board', board);
  last().fail(0);
  await settle();
  expect(feed.store.get()).toEqual({ kind: 'board', board, lostAt: 1_000 });
  last().send('board', { ...board, serverNow: 9_000 });
  expect(feed.store.get()).toMatchObject({ lostAt: null });
});

test('a refused stream learns why, by asking', async () => {
  const { feed, last, settle } = setUp({ kind: 'refused', error: 'not-allowed' });
  last().fail(2);
  await settle();
  expect(feed.store.get()).toEqual({ kind: 'refused', error: 'not-allowed' });
});

test('nobody there at first: away, and the stream is opened again', async () => {
  const { feed, last, sources, settle, scheduler } = setUp();
  last().fail(2);
  await settle();
  expect(feed.store.get()).toEqual({ kind: 'away' });
  scheduler.move(3_000);
  expect(sources.length).toBe(2);
  last().send('board', board);
  expect(feed.store.get().kind).toBe('board');
});

test('a session that ended is said once, whichever way it is learnt', async () => {
  const second = setUp();
  second.last().send('signed-out', {});
  expect(second.seen.signedOut).toBe(1);
  const refused = setUp({ kind: 'refused', error: 'not-signed-in' });
  refused.last().fail(2);
  await refused.settle();
  expect(refused.seen.signedOut).toBe(1);
});

test('after a long silence the board is asked for', async () => {
  const { feed, last, seen, scheduler, settle } = setUp({ kind: 'ok', value: { ...board, serverNow: 60_000 } });
  last().send('board', board);
  scheduler.move(45_000);
  await settle();
  expect(seen.asked).toBe(1);
  expect(feed.store.get()).toMatchObject({ board: { serverNow: 60_000 }, lostAt: null });
});

test('closed, it leaves nothing running', () => {
  const { feed, last, scheduler } = setUp();
  feed.close();
  expect(last().closed).toBe(true);
  expect(scheduler.pending()).toBe(0);
});
