import type { BoardChange, BoardView } from '@onhook/contract';
import { afterEach, expect, test } from 'vitest';
import { fakeConnections } from '../../../api/live/fake-source.ts';
import { openStream, type Stream } from '../../../api/live/stream.ts';
import { createManualScheduler, scheduleWith } from '../../../design/schedule.ts';
import { type FeedNeeds, openFeed } from './feed.ts';

const board: BoardView = {
  serverNow: 1_000,
  phonesUp: true,
  teams: [{ team: 'north', name: 'North', agents: [] }],
  queues: [],
};
const change: BoardChange = { serverNow: 1_500, phonesUp: false, agents: [], gone: [], queues: [] };

let putBack = (): void => undefined;
afterEach(() => putBack());

const setUp = (answer: Awaited<ReturnType<FeedNeeds['ask']>> = { kind: 'offline' }) => {
  const { sources, connect, last } = fakeConnections();
  const scheduler = createManualScheduler();
  putBack = scheduleWith(scheduler);
  const seen = { signedOut: 0, asked: 0, received: [] as number[] };
  let stream: Stream | null = null;
  const signedOut = (): void => {
    seen.signedOut += 1;
  };
  const feed = openFeed({
    subscribe: (part) => {
      stream = openStream({ ...part, on: { ...part.on, 'signed-out': signedOut }, connect });
      return stream.close;
    },
    isLive: () => stream?.isOpen() ?? false,
    ask: () => {
      seen.asked += 1;
      return Promise.resolve(answer);
    },
    received: (at) => seen.received.push(at),
    signedOut,
  });
  const settle = () => new Promise<void>((done) => setTimeout(done));
  return { feed, sources, scheduler, seen, settle, last };
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

test('A stream that has been silent for 20 seconds is replaced, and the board is requested meanwhile', async () => {
  const { feed, last, sources, seen, scheduler, settle } = setUp({ kind: 'ok', value: { ...board, serverNow: 60_000 } });
  last().send('board', board);
  scheduler.move(25_000);
  await settle();
  expect(seen.asked).toBe(1);
  expect(sources.length).toBe(2);
  expect(feed.store.get()).toMatchObject({ board: { serverNow: 60_000 }, lostAt: 60_000 });
  last().send('board', { ...board, serverNow: 61_000 });
  expect(feed.store.get()).toMatchObject({ board: { serverNow: 61_000 }, lostAt: null });
});

test('A slow answer does not replace a newer board', async () => {
  const { feed, last, settle } = setUp({ kind: 'ok', value: { ...board, serverNow: 5_000 } });
  last().send('board', board);
  last().fail(0);
  last().send('board', { ...board, serverNow: 9_000 });
  await settle();
  expect(feed.store.get()).toMatchObject({ board: { serverNow: 9_000 }, lostAt: null });
});

test('closed, it leaves nothing running', () => {
  const { feed, last, scheduler } = setUp();
  feed.close();
  expect(last().closed).toBe(true);
  expect(scheduler.pending()).toBe(0);
});
