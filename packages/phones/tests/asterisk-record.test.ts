import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apply, createTracker, type PhoneEvent, type QueueVisit, type Tracker } from '@onhook/core/call';
import { asId, type CallId, type LineId, type SourceId } from '@onhook/core/ids';
import { afterEach, describe, expect, test } from 'vitest';
import { createAsterisk } from '../src/asterisk/index.ts';
import type { Notice, PastEvents, PhoneSystem } from '../src/port.ts';
import { frame, listAnswer, memberItem, startFakeAmi, type FakeAmi } from './fake-ami.ts';
import { createHandTime, until, type HandTime } from './hand-time.ts';

const t0 = 1_800_000_000;
const chen = asId<LineId>('Local/1003@agents/n');
const backoffMs = 187.5;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type LogLine = readonly [seconds: number, rest: string];

interface Client {
  readonly server: FakeAmi;
  readonly phones: PhoneSystem;
  readonly tracker: Tracker;
  readonly events: PhoneEvent[];
  readonly notices: Notice[];
  readonly time: HandTime;
  /** Adds lines to the queue_log, at seconds after the start. */
  log(...lines: readonly LogLine[]): void;
  removeLog(): void;
  live(seconds: number, event: string, fields?: Readonly<Record<string, string>>): Promise<void>;
  /** Loses the connection, moves the clock and connects again. */
  gap(seconds: number): Promise<void>;
}

const caller = { Uniqueid: 'c.1', Linkedid: 'c.1', Queue: 'support', CallerIDNum: '5551000' };
const member = { Interface: chen, MemberName: 'Chen', DestUniqueid: 'a.1' };

interface Setup {
  readonly past?: PastEvents;
  readonly members?: readonly (readonly [queue: string, line: string, name: string, more?: Readonly<Record<string, string>>])[];
  readonly startAt?: number;
  /** Lines of the queue_log when the client starts. */
  readonly log?: readonly LogLine[];
}

const connect = async ({ past, members = [['support', chen, 'Chen']], startAt = 0, log = [] }: Setup = {}): Promise<Client> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'queue-log-'));
  const file = path.join(folder, 'queue_log');
  const time = createHandTime((t0 + startAt) * 1000);
  const server = await startFakeAmi();
  server.answer = (action) => {
    if (action['Action'] === 'Ping') return frame({ Response: 'Success', ActionID: action['ActionID']!, Timestamp: String(time.now() / 1000) });
    if (action['Action'] !== 'QueueStatus') return null;
    return listAnswer(action['ActionID']!, members.map(([queue, line, name, more]) => memberItem(queue, line, null, { Name: name, Membership: 'static', InCall: '0', ...more })));
  };
  const tracker = createTracker();
  const events: PhoneEvent[] = [];
  const notices: Notice[] = [];
  const phones = createAsterisk({ source: asId<SourceId>('pbx'), host: '127.0.0.1', port: server.port, username: 'u', secret: 's', customerKey: 'a key', queueLog: file }, time, time);
  const lines: string[] = [];
  const client: Client = {
    server,
    phones,
    tracker,
    events,
    notices,
    time,
    log(...more) {
      lines.push(...more.map(([seconds, rest]) => `${t0 + seconds}|${rest}\n`));
      writeFileSync(file, lines.join(''));
    },
    removeLog: () => rmSync(file),
    async live(seconds, event, fields = {}) {
      time.set((t0 + seconds) * 1000);
      const before = events.length;
      server.write(frame({ Event: event, Privilege: 'agent,all', ...caller, ...member, ...fields }));
      await until(() => events.length > before);
    },
    async gap(seconds) {
      for (const socket of server.sockets) socket.destroy();
      await until(() => phones.state().kind === 'connecting' && time.running().includes(backoffMs));
      time.set(time.now() + seconds * 1000);
      time.run(backoffMs);
      await until(() => phones.state().kind === 'up');
    },
  };
  client.log([-100, 'NONE|NONE|NONE|QUEUESTART|'], ...log);
  ends.push(async () => {
    await phones.stop();
    await server.close();
    rmSync(folder, { recursive: true });
  });
  phones.start({
    events(more) {
      for (const event of more) {
        if (events.some(({ id }) => id === event.id)) continue;
        events.push(event);
        apply(tracker, event, { targetSeconds: 20 });
      }
    },
    notice: (notice) => void notices.push(notice),
  }, past ?? null);
  await until(() => phones.state().kind === 'up');
  return client;
};

const visitsOf = ({ tracker }: Client, call = 'c.1'): readonly QueueVisit[] => tracker.calls.get(asId<CallId>(call))?.call.legs ?? [];
const atSecond = (seconds: number) => (t0 + seconds) * 1000;
const noTwice = ({ events }: Client): void => expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);

describe('a gap in the connection, with a readable queue_log', () => {
  test('A talk that ended in a gap of an hour ends as the record says', async () => {
    const client = await connect();
    await client.live(1, 'QueueCallerJoin');
    await client.live(3, 'AgentConnect', { HoldTime: '2' });
    client.log([1, 'c.1|support|NONE|ENTERQUEUE||5551000|1'], [3, 'c.1|support|Chen|CONNECT|2|a.1|1'], [1203, 'c.1|support|Chen|COMPLETECALLER|2|1200|1']);
    await client.gap(3600);
    expect(visitsOf(client)).toMatchObject([{ outcome: 'completed-by-caller', line: chen, waitSeconds: 2, talkSeconds: 1200, answeredAt: atSecond(3), endedAt: atSecond(1203) + 999 }]);
    noTwice(client);
  });

  test('A call that came and went in the gap is known whole, and its customer is the one of a live call with the same number', async () => {
    const client = await connect();
    client.log(
      [10, 'c.2|support|NONE|ENTERQUEUE||555 1000|1'],
      [12, 'c.2|support|Chen|RINGNOANSWER|5000'],
      [20, 'c.2|support|Chen|CONNECT|10|a.2|3'],
      [320, 'c.2|support|Chen|BLINDTRANSFER|8000|internal|10|300|1'],
      [330, 'c.3|support|NONE|ENTERQUEUE||5552000|1'],
      [340, 'c.3|support|NONE|ABANDON|1|1|10'],
      [350, 'c.4|support|NONE|ENTERQUEUE||5553000|1'],
      [360, 'c.4|support|NONE|EXITWITHTIMEOUT|1|1|10'],
      [370, 'c.5|support|NONE|ENTERQUEUE||5554000|1'],
      [372, 'c.5|support|Chen|CONNECT|2|a.5|1'],
      [380, 'c.5|support|Chen|ATTENDEDTRANSFER|BRIDGE|561ca9d3|2|8|1'],
    );
    await client.gap(1000);
    expect(visitsOf(client, 'c.2')).toMatchObject([{ outcome: 'transferred', loggedBy: 'transfer', waitSeconds: 10, talkSeconds: 300, unanswered: [chen], transfer: { how: 'blind', to: '8000' } }]);
    expect(visitsOf(client, 'c.3')).toMatchObject([{ outcome: 'abandoned', waitSeconds: 10 }]);
    expect(visitsOf(client, 'c.4')).toMatchObject([{ outcome: 'timed-out' }]);
    expect(visitsOf(client, 'c.5')).toMatchObject([{ outcome: 'transferred', talkSeconds: 8, transfer: { how: 'attended' } }]);
    await client.live(1001, 'QueueCallerJoin', { Uniqueid: 'c.9', Linkedid: 'c.9' });
    const customerOf = (call: string) => client.tracker.calls.get(asId<CallId>(call))?.call.customer;
    expect(customerOf('c.9')).toBe(customerOf('c.2'));
  });

  test('What events and record both report counts once, whichever comes first', async () => {
    const client = await connect();
    await client.live(1.2, 'QueueCallerJoin');
    await client.live(3.4, 'AgentConnect', { HoldTime: '2' });
    await client.live(60.9, 'AgentComplete', { HoldTime: '2', TalkTime: '57', Reason: 'agent' });
    const whole = [[1, 'c.1|support|NONE|ENTERQUEUE||5551000|1'], [3, 'c.1|support|Chen|CONNECT|2|a.1|1'], [60, 'c.1|support|Chen|COMPLETEAGENT|2|57|1']] as const;
    client.log(...whole);
    await client.gap(2);
    await client.gap(30);
    expect(visitsOf(client)).toMatchObject([{ outcome: 'completed-by-agent', endedAt: atSecond(60.9), talkSeconds: 57 }]);
    noTwice(client);

    const late = await connect({ past: { lastEventAt: atSecond(0), lines: [] }, startAt: 61, log: whole });
    expect(visitsOf(late)).toMatchObject([{ outcome: 'completed-by-agent', endedAt: atSecond(60) + 999 }]);
    await late.live(61, 'AgentComplete', { HoldTime: '2', TalkTime: '57', Reason: 'agent' });
    expect(visitsOf(late)).toMatchObject([{ outcome: 'completed-by-agent', endedAt: atSecond(61), talkSeconds: 57 }]);
  });

  test('A process that starts again reads what its log lacks, and a second start adds nothing', async () => {
    const log = [[50, 'c.0|support|Chen|COMPLETEAGENT|1|20|1'], [120, 'c.1|support|NONE|ENTERQUEUE||5551000|1'], [121, 'c.1|support|Chen|CONNECT|1|a.1|1'], [700, 'c.1|support|Chen|COMPLETEAGENT|1|579|1']] as const;
    const setup = { past: { lastEventAt: atSecond(100), lines: [{ line: chen, name: 'Chen' }] }, members: [], startAt: 4000, log };
    const client = await connect(setup);
    expect(client.events.map(({ kind }) => kind)).toEqual(['feed-opened', 'call-queued', 'call-answered', 'call-ended', 'roster']);
    expect(client.events.at(-1)).toMatchObject({ followsRecord: true });
    const idsOf = ({ events }: Client) => events.filter(({ recorded }) => recorded).map(({ id }) => id);
    expect(idsOf(await connect(setup))).toEqual(idsOf(client));
    expect(JSON.stringify(client.events)).not.toContain('5551000');
  });

  test('A first start reads nothing', async () => {
    const client = await connect({ startAt: 4000, log: [[120, 'c.1|support|NONE|ENTERQUEUE||5551000|1']] });
    expect(client.events.map(({ kind }) => kind)).toEqual(['feed-opened', 'roster']);
  });

  test('A call that is still up goes on, and its hold and its end are known', async () => {
    const client = await connect({ members: [['support', chen, 'Chen', { InCall: '1', Status: '2' }]] });
    client.log([10, 'c.1|support|NONE|ENTERQUEUE||5551000|1'], [12, 'c.1|support|Chen|CONNECT|2|a.1|1']);
    await client.gap(20);
    expect(visitsOf(client)).toMatchObject([{ outcome: 'talking', line: chen }]);
    await client.live(30, 'Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    expect(visitsOf(client)).toMatchObject([{ holds: 1 }]);
    client.time.set(atSecond(50));
    client.server.write(frame({ Event: 'AgentComplete', Privilege: 'agent,all', Queue: 'support', ...member, HoldTime: '2', TalkTime: '38', Reason: 'caller' }));
    await until(() => client.events.at(-1)?.kind === 'call-ended');
    expect(visitsOf(client).at(-1)).toMatchObject({ outcome: 'completed-by-caller', talkSeconds: 38 });
  });

  test('Somebody else’s pause in the gap is an act, also where the roster has lost its reason', async () => {
    const client = await connect();
    await client.live(1, 'QueueMemberPause', { Paused: '1', PausedReason: 'Recovery', Status: '1' });
    client.log([1, 'NONE|support|Chen|PAUSE|Recovery'], [10, 'NONE|support|Chen|UNPAUSE|'], [12, 'NONE|support|Chen|PAUSE|'], [14, 'MANAGER|support|Local/1003@agents/n|REMOVEMEMBER|']);
    await client.gap(20);
    expect(client.events.flatMap((event) => ('line' in event && event.recorded ? [event.kind] : []))).toEqual(['line-paused', 'line-resumed', 'line-paused', 'line-left']);
  });

  test('Of two members with one name, the record means the one in the queue, or the one whose last call it was', async () => {
    const other = asId<LineId>('PJSIP/1003');
    const log = [[120, 'c.1|support|Chen|COMPLETEAGENT|1|20|1'], [700, 'c.2|sales|Chen|COMPLETEAGENT|1|30|1'], [800, 'c.3|sales|Chen|CONNECT|1|a.3|1']] as const;
    const client = await connect({
      past: { lastEventAt: atSecond(100), lines: [] },
      startAt: 900,
      log,
      members: [['support', chen, 'Chen'], ['sales', chen, 'Chen', { LastCall: String(t0 + 650) }], ['sales', other, 'Chen', { LastCall: String(t0 + 700) }]],
    });
    expect(visitsOf(client, 'c.1')).toMatchObject([{ line: chen }]);
    expect(visitsOf(client, 'c.2')).toMatchObject([{ line: other }]);
    expect(visitsOf(client, 'c.3')).toEqual([]);
  });

  test('An end that names no call is found in the record', async () => {
    const client = await connect({ past: { lastEventAt: atSecond(-50), lines: [] } });
    client.time.set(atSecond(60));
    client.server.write(frame({ Event: 'AgentComplete', Privilege: 'agent,all', Queue: 'support', Interface: chen, MemberName: 'Chen', HoldTime: '2', TalkTime: '57', Reason: 'agent' }));
    await until(() => client.time.running().includes(1500));
    client.log([60, 'c.1|support|Chen|COMPLETEAGENT|2|57|1']);
    client.time.run(1500);
    await until(() => visitsOf(client).length > 0);
    expect(visitsOf(client)).toMatchObject([{ outcome: 'completed-by-agent', talkSeconds: 57 }]);
  });

  test('A file that cannot be read is a notice, and the roster still shows the last call', async () => {
    const client = await connect({ members: [['support', chen, 'Chen', { LastCall: String(t0 + 20) }]] });
    await client.live(1, 'QueueCallerJoin');
    await client.live(3, 'AgentConnect', { HoldTime: '2' });
    client.removeLog();
    await client.gap(60);
    expect(client.notices.find(({ kind }) => kind === 'record-unreadable')?.detail).toMatch(/^the queue log .* cannot be read \(ENOENT.*: what happened without a connection is known only by the last call of each line$/);
    expect(visitsOf(client)).toMatchObject([{ outcome: 'completed', talkSeconds: 17 }]);
  });
});
