import { asId, type SourceId } from '@onhook/core/ids';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CheckFinding } from '../src/adapter.ts';
import { checkAsterisk, createAsterisk, type AsteriskConfig } from '../src/asterisk/index.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { frame, listAnswer, memberItem, startFakeAmi, type FakeAmi } from './fake-ami.ts';
import { createHandTime, until } from './hand-time.ts';

const LISTENING_MS = 6000;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const serve = async (...tls: Parameters<typeof startFakeAmi>): Promise<FakeAmi> => {
  const server = await startFakeAmi(...tls);
  ends.push(() => server.close());
  server.answer = (action) =>
    action['Action'] === 'QueueStatus'
      ? listAnswer(action['ActionID']!, [
          [
            ['Event', 'QueueParams'],
            ['Queue', 'support'],
          ],
          memberItem('support', 'PJSIP/1002'),
        ])
      : null;
  return server;
};
const configFor = (server: FakeAmi, more: Partial<AsteriskConfig> = {}): AsteriskConfig => ({
  source: asId<SourceId>('pbx'),
  host: '127.0.0.1',
  port: server.port,
  username: 'u',
  secret: 's',
  customerKey: 'a key',
  ...more,
});

const check = async (server: FakeAmi, more: Partial<AsteriskConfig> = {}): Promise<CheckFinding[]> => {
  const time = createHandTime();
  let done = false;
  const findings = checkAsterisk(configFor(server, more), time, time).finally(() => void (done = true));

  await until(() => done || time.running().includes(LISTENING_MS));
  if (!done) time.run(LISTENING_MS);
  return findings;
};
const summary = (findings: readonly CheckFinding[]): string[] => findings.map(({ kind, finding }) => `${kind}: ${finding}`);

describe('checking an Asterisk', () => {
  test('A filter that drops QueueMemberPause is named, and a queue log that cannot be read', async () => {
    const server = await serve();
    let readings = 0;
    server.answer = (action) => {
      if (action['Action'] !== 'QueueStatus') return null;
      readings += 1;
      return listAnswer(action['ActionID']!, [memberItem('support', 'PJSIP/1002', readings === 1 ? null : 'Coffee')]);
    };
    const found = summary(await check(server, { queueLog: '/nowhere/queue_log' }));
    expect(found).toContainEqual(expect.stringMatching(/^problem: QueueMemberPause did not come although a pause changed/));
    expect(found).toContainEqual(expect.stringMatching(/^problem: the queue log \/nowhere\/queue_log cannot be read: ENOENT/));
    const sound = await check(await serve(), { queueLog: import.meta.filename });
    expect(summary(sound)).toContain(`ok: the queue log ${import.meta.filename} can be read`);
  });

  test('A sound Asterisk has no problem, and two findings are unsure', async () => {
    const found = summary(await check(await serve()));
    expect(found.filter((line) => line.startsWith('problem'))).toEqual([]);
    expect(found).toEqual(
      expect.arrayContaining([
        "ok: user 'u' is logged in",
        "ok: read class 'system' is there",
        'ok: 1 queues',
        'ok: 1 members',
        "ok: write class 'agent' is there: lines can be paused",
        "unsure: read class 'agent' is not known: no call or pause happened during the check",
        'unsure: whether events carry times is not known: none came',
      ]),
    );
  });

  test('Events during the check show the classes and the times', async () => {
    const server = await serve();
    server.greeting += frame({ Event: 'Newchannel', Privilege: 'call,all', Timestamp: '1800000000.000000' });
    server.greeting += frame({ Event: 'QueueMemberStatus', Privilege: 'agent,all', Timestamp: '1800000000.000000' });
    expect(summary(await check(server))).toEqual(
      expect.arrayContaining([
        "ok: read class 'agent' is there",
        "ok: read class 'call' is there",
        'ok: events carry times',
      ]),
    );
  });

  test('A wrong secret ends the check', async () => {
    const server = await serve();
    server.answer = (action) =>
      frame({ Response: 'Error', ActionID: action['ActionID']!, Message: 'Authentication failed' });
    const found = await check(server);
    expect(found.at(-1)).toMatchObject({ kind: 'problem', finding: 'login refused: Authentication failed' });
  });

  test("A missing FullyBooted points to class 'system', a missing QueuePause to write class 'agent'", async () => {
    const server = await serve();
    const ordinary = server.answer;
    server.greeting = '';
    server.answer = (action, socket) =>
      action['Action'] === 'ListCommands'
        ? frame({ Response: 'Success', ActionID: action['ActionID']!, QueueStatus: 'x' })
        : ordinary(action, socket);
    const problems = (await check(server)).filter(({ kind }) => kind === 'problem');
    expect(problems.map(({ advice }) => advice)).toEqual([
      expect.stringContaining('read='),
      expect.stringContaining('write='),
    ]);
  });

  test('A closed port and another protocol are named', async () => {
    const server = await serve();
    server.banner = 'SSH-2.0-OpenSSH_9.9';
    expect(summary(await check(server))).toEqual([`problem: 127.0.0.1:${server.port} answers, but does not speak AMI`]);
    await server.refuse();
    expect(summary(await check(server))).toEqual([expect.stringContaining('cannot be reached: connect ECONNREFUSED')]);
  });
});

describe('TLS', () => {
  let certificate: Certificate;
  beforeAll(async () => {
    certificate = await makeCertificate('pbx.test');
  });

  test('The feed comes up with the CA and the name in the certificate', async () => {
    const server = await serve(certificate);
    const time = createHandTime();
    const phones = createAsterisk(
      configFor(server, { tls: { ca: certificate.cert, servername: 'pbx.test' } }),
      time,
      time,
    );
    phones.start({ events: () => {}, notice: () => {} });
    ends.push(() => phones.stop());
    await until(() => phones.state().kind === 'up');
  });

  test('An unknown CA, a wrong name and plain TCP are named in words', async () => {
    const server = await serve(certificate);
    expect(summary(await check(server, { tls: { servername: 'pbx.test' } }))).toEqual([
      expect.stringMatching(/^problem: TLS .* failed: self-signed certificate/),
    ]);
    expect(summary(await check(server, { tls: { ca: certificate.cert, servername: 'other.test' } }))).toEqual([
      expect.stringMatching(/^problem: TLS .* failed: .*pbx\.test/),
    ]);
    expect(summary(await check(await serve(), { tls: { servername: 'pbx.test' } }))).toEqual([
      expect.stringMatching(/^problem: TLS .* failed: wrong version number/i),
    ]);
  });
});
