import type { PhoneEvent } from '@onhook/core/call';
import { asId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { afterEach, describe, expect, test } from 'vitest';
import { createAsterisk } from '../src/asterisk/index.ts';
import type { Notice, PhoneSystem } from '../src/port.ts';
import { frame, listAnswer, memberItem, startFakeAmi, type Fields, type FakeAmi } from './fake-ami.ts';
import { createHandTime, until, type HandTime } from './hand-time.ts';
import { command, sent } from './command.ts';

const chen = asId<LineId>('Local/1003@agents/n');
const queues = (...names: string[]): QueueName[] => names.map((name) => asId<QueueName>(name));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Client {
  readonly phones: PhoneSystem;
  readonly events: PhoneEvent[];
  readonly notices: Notice[];
  readonly time: HandTime;
}

const connect = (server: FakeAmi): Client => {
  const time = createHandTime();
  const events: PhoneEvent[] = [];
  const notices: Notice[] = [];
  const config = {
    source: asId<SourceId>('pbx'),
    host: '127.0.0.1',
    port: server.port,
    username: 'u',
    secret: 's',
    customerKey: 'a key',
  };
  const phones = createAsterisk(config, time, time);
  phones.start({ events: (more) => void events.push(...more), notice: (notice) => void notices.push(notice) });
  ends.push(() => phones.stop());
  return { phones, events, notices, time };
};
const serve = async (): Promise<FakeAmi> => {
  const server = await startFakeAmi();
  ends.push(() => server.close());
  return server;
};
const isUp =
  ({ phones }: Client) =>
  () =>
    phones.state().kind === 'up';
const noticeOf = ({ notices }: Client, kind: Notice['kind']) => notices.filter((notice) => notice.kind === kind);

describe('connecting', () => {
  test('A feed is up after login, FullyBooted and roster', async () => {
    const server = await serve();
    server.answer = (action) =>
      action['Action'] === 'QueueStatus' ? listAnswer(action['ActionID']!, [memberItem('support', chen)]) : null;
    const client = connect(server);
    expect(client.phones.state().kind).toBe('connecting');
    await until(isUp(client));
    expect(client.events.map(({ kind }) => kind)).toEqual(['feed-opened', 'roster']);
    expect(server.actions[0]).toMatchObject({ Action: 'Login', Username: 'u', Secret: 's' });
    expect(await client.phones.readLines()).toMatchObject([
      { line: chen, memberships: [{ queue: 'support', pausedFor: null }] },
    ]);
  });

  test('A wrong secret needs attention, and is tried again slowly', async () => {
    const server = await serve();
    server.answer = (action) =>
      action['Action'] === 'Login'
        ? frame({ Response: 'Error', ActionID: action['ActionID']!, Message: 'Authentication failed' })
        : null;
    const client = connect(server);
    await until(() => client.phones.state().kind === 'needs-attention');
    expect(client.phones.state()).toMatchObject({ lastError: 'login refused: Authentication failed' });
    expect(noticeOf(client, 'login-refused')).toHaveLength(1);
    expect(client.time.running()).toEqual([60_000]);
    server.answer = () => null;
    client.time.run(60_000);
    await until(isUp(client));
  });

  test("A missing class 'system' is named when FullyBooted does not come", async () => {
    const server = await serve();
    server.greeting = '';
    const client = connect(server);
    await until(() => client.time.running().includes(90_000));
    client.time.run(90_000);
    await until(() => client.phones.state().kind === 'needs-attention');
    expect(client.phones.state()).toMatchObject({ lastError: expect.stringContaining("'system'") });
    expect(noticeOf(client, 'missing-right')).toHaveLength(1);
  });

  test("A missing write class 'agent' is named, and events still come", async () => {
    const server = await serve();
    server.answer = (action) =>
      action['Action'] === 'ListCommands'
        ? frame({ Response: 'Success', ActionID: action['ActionID']!, QueueStatus: 'Show.' })
        : null;
    const client = connect(server);
    await until(() => client.phones.state().kind === 'needs-attention');
    expect(client.phones.state()).toMatchObject({ lastError: expect.stringContaining('write=') });
    server.write(
      frame({
        Event: 'QueueMemberPause',
        Queue: 'support',
        Interface: chen,
        MemberName: 'Chen',
        Status: '1',
        Paused: '0',
      }),
    );
    await until(() => client.events.some(({ kind }) => kind === 'line-resumed'));
  });

  test('Events that a filter swallows are named once each, and the feed stays up', async () => {
    const server = await serve();
    const client = connect(server);
    await until(isUp(client));
    const caller = (i: number) => ({ Privilege: 'agent,all', Uniqueid: `c.${i}`, Linkedid: `c.${i}`, Queue: 'support' });
    for (let i = 0; i < 7; i += 1) {
      server.write(frame({ Event: 'QueueCallerJoin', ...caller(i) }));
      server.write(frame({ Event: 'AgentConnect', ...caller(i), Interface: chen, MemberName: 'Chen', HoldTime: '1' }));
    }
    await until(() => noticeOf(client, 'events-filtered').length === 4);
    const details = noticeOf(client, 'events-filtered').map(({ detail }) => detail);
    expect(details).toEqual([
      expect.stringMatching(/^Newchannel never comes: an eventfilter .*lacks class 'call'/),
      expect.stringMatching(/^AgentCalled never comes: an eventfilter of the AMI user drops it; /),
      expect.stringMatching(/^QueueMemberStatus never comes: /),
      expect.stringMatching(/^AgentComplete never comes: /),
    ]);
    expect(client.phones.state().kind).toBe('up');
    expect(noticeOf(client, 'missing-right')).toEqual([]);
  });

  test('A filter that swallows QueueMemberPause is named at the third pause of Onhook', async () => {
    const server = await serve();
    server.answer = (action) => (action['Action'] === 'QueueStatus' ? listAnswer(action['ActionID']!, [memberItem('support', chen)]) : null);
    const client = connect(server);
    await until(isUp(client));
    for (let i = 0; i < 4; i += 1) await client.phones.pause(command(chen, queues('support')));
    expect(noticeOf(client, 'events-filtered').map(({ detail }) => detail)).toEqual([expect.stringMatching(/^QueueMemberPause never comes: an eventfilter .*up to a minute late$/)]);
  });

  test.each([
    ['Asterisk Call Manager/1.3', /AMI 1\.3 is that of Asterisk 11 or older/],
    ['Asterisk Call Manager/2.4.0', /AMI 2\.4\.0 is that of Asterisk 12/],
    ['Asterisk Call Manager Proxy/1.22', /a manager proxy answers \("Asterisk Call Manager Proxy\/1\.22"\), not Asterisk/],
    ['Asterisk Call Manager/next', /the AMI version "next" is unknown/],
  ])('%s is refused by name, and tried again slowly', async (banner, words) => {
    const server = await serve();
    server.banner = banner;
    const client = connect(server);
    await until(() => client.phones.state().kind === 'needs-attention');
    expect(client.phones.state()).toMatchObject({ lastError: expect.stringMatching(words) });
    expect(noticeOf(client, 'unsupported-version')).toMatchObject([{ detail: expect.stringContaining('Asterisk 13.7 (AMI 2.8) or later') }]);
    expect(client.time.running()).toEqual([60_000]);
    expect(server.actions).toEqual([]);
  });

  test('The oldest supported version is connected to', async () => {
    const server = await serve();
    server.banner = 'Asterisk Call Manager/2.8.0';
    const client = connect(server);
    await until(isUp(client));
  });

  test('Failed tries come ever further apart', async () => {
    const server = await serve();
    await server.refuse();
    const client = connect(server);
    const waits: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      await until(() => client.time.running().length === 1 && client.time.running()[0] !== 10_000);
      waits.push(client.time.running()[0]!);
      client.time.run(waits.at(-1)!);
    }
    expect(waits).toEqual([187.5, 375, 750, 1500, 3000, 6000, 12_000, 22_500, 22_500]);
    expect(client.phones.state()).toMatchObject({
      kind: 'connecting',
      lastError: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('Another protocol than AMI is named', async () => {
    const server = await serve();
    server.banner = 'SSH-2.0-OpenSSH_9.9';
    const client = connect(server);
    await until(() => noticeOf(client, 'connection-lost').length > 0);
    expect(client.phones.state()).toMatchObject({
      kind: 'connecting',
      lastError: 'the server there does not speak AMI',
    });
  });

  test('A phone system that stops answering is disconnected, and the feed is lost', async () => {
    const server = await serve();
    const client = connect(server);
    // 5 seconds is the time-out of a command: none is to be under way.
    await until(() => isUp(client)() && client.time.running().includes(15_000) && !client.time.running().includes(5000));
    server.answer = () => '';
    client.time.run(15_000);
    await until(() => server.actions.filter((action) => action['Action'] === 'Ping').length === 2);
    client.time.run(5000);
    await until(() => client.phones.state().kind === 'connecting');
    expect(client.events.at(-1)).toMatchObject({ kind: 'feed-lost', because: 'error' });
  });

  test('QueueStatus is requested again while app_queue is not loaded', async () => {
    const server = await serve();
    let refusals = 2;
    server.answer = (action) =>
      action['Action'] === 'QueueStatus' && refusals-- > 0
        ? frame({
            Response: 'Error',
            ActionID: action['ActionID']!,
            Message: 'Invalid/unknown command: QueueStatus. Use Action: ListCommands to show available commands.',
          })
        : null;
    const client = connect(server);
    for (let i = 0; i < 2; i += 1) {
      await until(() => client.time.running().includes(1000));
      client.time.run(1000);
    }
    await until(isUp(client));
    expect(client.events.map(({ kind }) => kind)).toEqual(['feed-opened', 'roster']);
  });

  test('A stop logs off, reports no loss and starts nothing', async () => {
    const server = await serve();
    const client = connect(server);
    await until(isUp(client));
    await client.phones.stop();
    expect(server.actions.at(-1)).toMatchObject({ Action: 'Logoff' });
    expect(client.events.map(({ kind }) => kind)).toEqual(['feed-opened', 'roster']);
    expect(client.time.running()).toEqual([]);
    expect(await client.phones.pause(command(chen, queues('support')))).toMatchObject({
      kind: 'refused',
      because: 'not-connected',
    });
  });
});

describe('bad bytes', () => {
  test('Malformed lines and a frame of 10 MB are notices, and the next event comes', async () => {
    const server = await serve();
    const client = connect(server);
    await until(isUp(client));
    server.write('Event: Hold\r\n+442079460001\r\n\r\n');
    server.write(`Event: Big\r\nData: ${'x'.repeat(10 * 1024 * 1024)}\r\n\r\n`);
    server.write(
      frame({
        Event: 'QueueMemberPause',
        Queue: 'support',
        Interface: chen,
        MemberName: 'Chen',
        Status: '1',
        Paused: '0',
      }),
    );
    await until(() => client.events.some(({ kind }) => kind === 'line-resumed'));
    expect(noticeOf(client, 'malformed-frame')).toEqual([
      { kind: 'malformed-frame', detail: 'a line without a colon, in: Event: Hold' },
    ]);
    expect(noticeOf(client, 'oversized-frame')).toHaveLength(1);
    expect(client.phones.state().kind).toBe('up');
  });

  test('A clock that is an hour off gives one notice', async () => {
    const server = await serve();
    let behind = 0;
    server.answer = (action) =>
      action['Action'] === 'Ping'
        ? frame({
            Response: 'Success',
            ActionID: action['ActionID']!,
            Ping: 'Pong',
            Timestamp: (behind / 1000 - 3600).toFixed(6),
          })
        : null;
    const time = createHandTime();
    behind = time.now();
    const client = connect(server);
    await until(() => noticeOf(client, 'clock-skew').length > 0);
    await until(() => client.time.running().includes(15_000));
    client.time.run(15_000);
    await until(() => server.actions.filter((action) => action['Action'] === 'Ping').length === 2 && isUp(client)());
    expect(noticeOf(client, 'clock-skew')).toEqual([
      { kind: 'clock-skew', detail: "the phone system's clock is 3600 s behind ours" },
    ]);
  });
});

describe('commands', () => {
  const withMembers = async (...items: Fields[]): Promise<{ server: FakeAmi; client: Client }> => {
    const server = await serve();
    server.answer = (action) => {
      if (action['Action'] !== 'QueueStatus') return null;
      const wanted = action['Member'];
      return listAnswer(
        action['ActionID']!,
        items.filter(
          (item) => wanted === undefined || item.some(([key, value]) => key === 'Location' && value === wanted),
        ),
      );
    };
    const client = connect(server);
    await until(() => isUp(client)() && !client.time.running().includes(5000));
    return { server, client };
  };
  const pausesSent = (server: FakeAmi) =>
    server.actions
      .filter((action) => action['Action'] === 'QueuePause')
      .map(({ Action: _action, ActionID: _id, ...fields }) => fields);

  test('A line without a pause is paused everywhere by one command', async () => {
    const { server, client } = await withMembers(memberItem('support', chen), memberItem('sales', chen));
    expect(await client.phones.pause(command(chen, queues('support', 'sales')))).toEqual(sent);
    expect(pausesSent(server)).toEqual([{ Interface: chen, Paused: 'true', Reason: 'Recovery' }]);
  });

  test("A pause by others is never overwritten, and ours is not set twice", async () => {
    const { server, client } = await withMembers(
      memberItem('support', chen, 'Lunch'),
      memberItem('sales', chen),
      memberItem('billing', chen, 'Recovery'),
    );
    expect(await client.phones.pause(command(chen, queues('support', 'sales', 'billing')))).toEqual(sent);
    expect(pausesSent(server)).toEqual([{ Interface: chen, Paused: 'true', Reason: 'Recovery', Queue: 'sales' }]);
    expect(await client.phones.pause(command(chen, queues('support')))).toMatchObject({ kind: 'refused', because: 'other' });
    expect(await client.phones.pause(command(chen, queues('billing')))).toEqual(sent);
    expect(pausesSent(server)).toHaveLength(1);
  });

  test('A pause for some queues pauses only those', async () => {
    const { server, client } = await withMembers(memberItem('support', chen), memberItem('sales', chen));
    await client.phones.pause(command(chen, queues('sales')));
    expect(pausesSent(server)).toMatchObject([{ Queue: 'sales' }]);
  });

  test('A command that becomes outdated while the line is read is not sent', async () => {
    const { server, client } = await withMembers(memberItem('support', chen), memberItem('sales', chen, 'Recovery'));
    const readings = (): number => server.actions.filter(({ Action }) => Action === 'QueueStatus').length;
    for (const kind of ['pause', 'resume'] as const) {
      const before = readings();
      const outdatedSoon = command(chen, queues('support', 'sales'), { isCurrent: () => readings() === before });
      expect(await client.phones[kind](outdatedSoon)).toMatchObject({ kind: 'refused', because: 'outdated' });
      expect(readings()).toBe(before + 1);
    }
    expect(pausesSent(server)).toEqual([]);
  });

  test('A resume lifts only pauses whose reason is exactly Recovery', async () => {
    const { server, client } = await withMembers(
      memberItem('support', chen, 'Coffee'),
      memberItem('sales', chen, 'Recovery'),
      memberItem('billing', chen, 'Recovery!'),
      memberItem('other', chen, ''),
    );
    expect(await client.phones.resume(command(chen, queues('support', 'sales', 'billing', 'other')))).toEqual(sent);
    expect(pausesSent(server)).toEqual([{ Interface: chen, Paused: 'false', Queue: 'sales' }]);
  });

  test('A resume lifts our pause that has lost its reason, and none that somebody has set since', async () => {
    const at = 1_800_000_000;
    const lost = { LastPause: '0', LoginTime: String(at - 60), Membership: 'static' };
    const { server, client } = await withMembers(
      memberItem('support', chen, '', lost),
      memberItem('sales', chen, '', { ...lost, LastPause: String(at), LoginTime: String(at) }),
      memberItem('billing', chen, '', { ...lost, LastPause: String(at + 30) }),
      memberItem('other', chen, '', { ...lost, Membership: 'dynamic', LastPause: String(at + 30), LoginTime: String(at + 30) }),
      memberItem('night', chen, '', lost),
    );
    const setAt = new Map(queues('support', 'sales', 'billing', 'other').map((queue) => [queue, at * 1000 - 1000] as const));
    expect(await client.phones.resume(command(chen, queues('support', 'sales', 'billing', 'other', 'night'), { setAt }))).toEqual(sent);
    expect(pausesSent(server).map(({ Queue }) => Queue)).toEqual(['support', 'sales']);
  });

  test('The line as it is read before a command is reported', async () => {
    const { client } = await withMembers(memberItem('support', chen, 'Coffee'));
    await client.phones.resume(command(chen, queues('support')));
    expect(client.events.at(-1)).toMatchObject({ kind: 'line-reported', line: chen, isWhole: true, memberships: [{ queue: 'support', pausedFor: 'Coffee' }] });
    await client.phones.resume(command(asId<LineId>('SIP/nobody'), queues('support')));
    expect(client.events.at(-1)).toMatchObject({ kind: 'line-reported', line: 'SIP/nobody', memberships: [] });
  });

  test('A version that sends no reason at all: the pause after our command is ours, a second one is somebody else’s', async () => {
    const { server, client } = await withMembers(memberItem('support', chen));
    await client.phones.pause(command(chen, queues('support')));
    const paused = frame({ Event: 'QueueMemberPause', Privilege: 'agent,all', Queue: 'support', MemberName: 'Chen', Interface: chen, Status: '1', Paused: '1' });
    server.write(paused + paused);
    await until(() => client.events.filter(({ kind }) => kind === 'line-paused').length === 2);
    expect(client.events.flatMap((event) => (event.kind === 'line-paused' ? [event.reason] : []))).toEqual(['Recovery', '']);
  });

  test('Refusals have their kind', async () => {
    const { server, client } = await withMembers(memberItem('support', chen));
    const members = server.answer;
    const refuse = (Message: string): void => {
      server.answer = (action, socket) =>
        action['Action'] === 'QueuePause'
          ? frame({ Response: 'Error', ActionID: action['ActionID']!, Message })
          : members(action, socket);
    };
    refuse('Interface not found');
    expect(await client.phones.pause(command(chen, queues('support')))).toMatchObject({ because: 'unknown-line' });
    refuse('Permission denied');
    expect(await client.phones.pause(command(chen, queues('support')))).toMatchObject({ because: 'no-permission' });
    refuse('something new');
    expect(await client.phones.pause(command(chen, queues('support')))).toMatchObject({
      because: 'other',
      message: 'something new',
    });
    expect(await client.phones.pause(command(asId<LineId>('SIP/nobody'), queues('support')))).toMatchObject({
      because: 'unknown-line',
    });
  });

  test('A command without an answer times out', async () => {
    const { server, client } = await withMembers(memberItem('support', chen));
    server.answer = () => '';
    const outcome = client.phones.pause(command(chen, queues('support')));
    await until(() => client.time.running().includes(5000));
    client.time.run(5000);
    expect(await outcome).toMatchObject({ kind: 'refused', because: 'timeout' });
  });

  test('A line break in a name sends nothing', async () => {
    const { server, client } = await withMembers(memberItem('support', chen));
    const sent = server.actions.length;
    const evil = asId<LineId>(`${chen}\r\nAction: QueueRemove`);
    expect(await client.phones.pause(command(evil, queues('support')))).toMatchObject({ because: 'unknown-line' });
    expect(await client.phones.resume(command(evil, queues('support')))).toMatchObject({ because: 'unknown-line' });
    expect(server.actions.slice(sent).filter((action) => action['Action'] !== 'ListCommands')).toEqual([]);
  });
});
