import type { PhoneEvent } from '@onhook/core/call';
import { apply, createTracker, type Tracker } from '@onhook/core/call';
import { asId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { afterEach, describe, expect, test } from 'vitest';
import { createAsterisk } from '../src/asterisk/index.ts';
import type { Notice, PhoneSystem } from '../src/port.ts';
import { createHandTime, until } from './hand-time.ts';
import { playServer } from './play-server.ts';

const dina = asId<LineId>('Local/1004@agents/n');
const eyo = asId<LineId>('Local/1005@agents/n');
const support = asId<QueueName>('support');
const sales = asId<QueueName>('sales');

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Played {
  readonly events: PhoneEvent[];
  readonly notices: Notice[];
  readonly tracker: Tracker;
  readonly client: PhoneSystem;
}

const play = async (name: string): Promise<Played> => {
  const time = createHandTime();
  const events: PhoneEvent[] = [];
  const notices: Notice[] = [];
  const tracker = createTracker();
  const { server, client } = await playServer(name, time, (port) => {
    const source = asId<SourceId>('pbx');
    const config = { source, host: '127.0.0.1', port, username: 'u', secret: 's', customerKey: 'a key of the tests' };
    const phones = createAsterisk(config, time, time);
    phones.start({
      events(more) {
        events.push(...more);
        for (const event of more) apply(tracker, event, { targetSeconds: 20 });
      },
      notice: (notice) => void notices.push(notice),
    });
    return phones;
  });
  ends.push(async () => {
    await client.stop();
    await server.close();
  });
  return { events, notices, tracker, client };
};

const outcomes = ({ tracker }: Played): string[] =>
  [...tracker.calls.values()].flatMap(({ call }) => call.legs.map(({ outcome }) => outcome));
const pauseOf = ({ tracker }: Played, line: LineId, queue: QueueName): string | null | undefined =>
  tracker.lines.get(line)?.memberships.get(queue)?.pausedFor;
const kinds = ({ events }: Played, ...wanted: string[]): string[] =>
  events.map(({ kind }) => kind).filter((kind) => wanted.includes(kind));
const noTwice = ({ events }: Played): void => {
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
};

describe('recordings of a real Asterisk', () => {
  test('The roster after a connection cut in mid-event has the missed pause and the missed end', async () => {
    const played = await play('cut-mid-event');
    await until(() => outcomes(played)[1] === 'completed-by-agent');
    expect(kinds(played, 'feed-opened', 'feed-lost', 'roster')).toEqual([
      'feed-opened',
      'roster',
      'feed-lost',
      'feed-opened',
      'roster',
    ]);
    expect(played.events.find(({ kind }) => kind === 'feed-lost')).toMatchObject({ because: 'error' });
    expect(outcomes(played)).toEqual(['lost', 'completed-by-agent']);
    const roster = played.events.findLast((event) => event.kind === 'roster')!;
    const paused = roster.kind === 'roster' && roster.lines.find(({ line }) => line === dina)?.memberships;
    expect(paused).toMatchObject([{ pausedFor: 'Recovery' }, { pausedFor: 'Recovery' }]);
    await until(() => pauseOf(played, dina, sales) === null && pauseOf(played, dina, support) === null);
    expect(played.client.state().kind).toBe('up');
    noTwice(played);
  });

  test('A restart is a shutdown and a later start, with the static pause lost and the dynamic one kept', async () => {
    const played = await play('core-restart');
    await until(() => kinds(played, 'line-left').length === 1);
    expect(kinds(played, 'feed-opened', 'feed-lost', 'roster')).toEqual([
      'feed-opened',
      'roster',
      'feed-lost',
      'feed-opened',
      'roster',
    ]);
    expect(played.events.find(({ kind }) => kind === 'feed-lost')).toMatchObject({ because: 'shutdown' });
    const [before, after] = played.events.flatMap((event) =>
      event.kind === 'feed-opened' ? [event.startedAt ?? 0] : [],
    );
    expect(after! - before!).toBeGreaterThan(100_000);
    const roster = played.events.findLast((event) => event.kind === 'roster')!;
    const pausesIn = (line: LineId) =>
      roster.kind === 'roster' &&
      roster.lines.find((one) => one.line === line)?.memberships.map(({ pausedFor }) => pausedFor);
    expect(pausesIn(dina)).toEqual([null, null]);
    expect(pausesIn(eyo)).toEqual(['Recovery']);
    expect(outcomes(played)).toEqual(['completed-by-caller', 'completed-by-agent']);
    noTwice(played);
  });

  test('A killed Asterisk closes the connection, refuses QueueStatus at first, and loses the open call', async () => {
    const played = await play('kill9');
    await until(() => kinds(played, 'line-left').length === 1);
    expect(kinds(played, 'feed-opened', 'feed-lost', 'roster')).toEqual([
      'feed-opened',
      'roster',
      'feed-lost',
      'feed-opened',
      'roster',
    ]);
    expect(played.events.find(({ kind }) => kind === 'feed-lost')).toMatchObject({ because: 'closed' });
    expect(played.notices.filter(({ kind }) => kind === 'connection-lost').length).toBeGreaterThan(9);
    expect(outcomes(played)).toEqual(['lost', 'completed-by-agent']);
    noTwice(played);
  });

  test('A reload reports nothing but the pause that was set', async () => {
    const played = await play('reload');
    await until(() => kinds(played, 'line-resumed').length === 1);
    expect(kinds(played, 'feed-lost', 'line-paused', 'line-resumed')).toEqual(['line-paused', 'line-resumed']);
    noTwice(played);
  });
});
