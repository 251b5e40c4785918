import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createWebhookClient, type PhoneMessage } from '@onhook/phones/webhook-client';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { startPostgres, type TestPostgres } from '../packages/server/tests/support/postgres.ts';
import { faultsInBooks, readBooks } from './support/books.ts';
import { signIn } from './support/client.ts';
import { startRelay } from './support/relay.ts';
import { newDataFolder, newServer, type Server, type Settings } from './support/server.ts';
import { until } from './support/until.ts';

const webhookSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const withWebhook: Settings = { ONHOOK_WEBHOOK_SECRETS: webhookSecret };

type Finish = Pick<TestContext, 'onTestFinished'>;

const server = async ({ onTestFinished }: Finish, settings: Settings, options: Parameters<typeof newServer>[1] = {}): Promise<Server> => {
  const made = await newServer({ ...withWebhook, ...settings }, options);
  onTestFinished(() => made.remove());
  return made;
};

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres?.stop());

const callOf = (call: string, at: number): PhoneMessage[] => [
  { kind: 'call-queued', id: `${call}-in`, at, call, queue: 'billing' },
  { kind: 'call-left', id: `${call}-out`, at: at + 1, call, queue: 'billing', because: 'abandoned' },
];

const send = (to: Server, call: string) =>
  createWebhookClient({ url: `${to.url}/hooks/phone`, secret: webhookSecret, retryAfterMs: [] }).send(callOf(call, Date.now()));

describe.concurrent('Two servers', () => {
  test('on one data folder: the second stops with the reason, and the first goes on', async (context) => {
    const first = await server(context, {});
    await first.start();
    const second = await server(context, {}, { dataFolder: first.dataFolder });
    await expect(second.start()).rejects.toThrow('the server has ended');
    expect(second.output()).toMatch(/is in use by another Onhook \(process \d+\): stop it, or give this one a folder of its own/);
    expect((await first.ready()).floor).toBe('running');
    // The first server still has the control socket.
    await first.addPerson({ person: 'ana', name: 'Ana', role: 'agent' });
    await signIn(first, 'ana');
  }, 400_000);

  test('on one PostgreSQL: the second stands by, and takes the floor when the first is killed', async (context) => {
    const url = await postgres.newDatabase();
    const [first, second] = [await server(context, { ONHOOK_DATABASE_URL: url }), await server(context, { ONHOOK_DATABASE_URL: url })];
    await first.start();
    await second.start();
    expect(await first.ready()).toMatchObject({ status: 200, floor: 'running' });
    await until('the second stands by', async () => (await second.ready()).floor === 'standby', { withinMs: 60_000 });
    expect(await send(first, 'before')).toMatchObject({ kind: 'sent' });
    expect(await send(second, 'too-early')).toMatchObject({ kind: 'failed', because: 'gave-up', status: 503 });

    await first.kill();
    await until('the second runs the floor', async () => (await second.ready()).floor === 'running', { withinMs: 60_000 });
    expect(await send(second, 'after')).toMatchObject({ kind: 'sent' });

    await first.start();
    await until('the first stands by', async () => (await first.ready()).floor === 'standby', { withinMs: 60_000 });
    await second.stop();
    await until('the first runs it again', async () => (await first.ready()).floor === 'running', { withinMs: 60_000 });
    await first.stop();
    const { eventIds } = await readBooks({ kind: 'postgres', url });
    for (const call of ['before', 'after']) for (const { id } of callOf(call, 0)) expect(eventIds).toContain(JSON.stringify(['/phones', id]));
  }, 400_000);
});

describe.concurrent('A server that stalls', () => {
  const line = 'SIP/ana';

  /** A phone system that takes commands at one address for each server, and reports the pause to the server that set it. */
  const startPhones = async ({ onTestFinished }: Finish) => {
    const commands: { readonly to: string; readonly kind: string }[] = [];
    const phones = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { type } = JSON.parse(Buffer.concat(chunks).toString()) as { type: string };
      commands.push({ to: request.url ?? '', kind: type.split('.').at(-2) ?? '' });
      response.writeHead(202).end();
    });
    await new Promise<void>((resolve) => phones.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void phones.close());
    const { port } = phones.address() as AddressInfo;
    return { commandsTo: (to: string) => commands.filter((one) => one.to === to).map(({ kind }) => kind), url: `http://127.0.0.1:${port}` };
  };

  const report = (to: Server, ...messages: PhoneMessage[]) =>
    createWebhookClient({ url: `${to.url}/hooks/phone`, secret: webhookSecret, retryAfterMs: [] }).send(messages);
  const roster = (id: string, pausedFor: string | null): PhoneMessage => ({
    kind: 'roster',
    id,
    at: Date.now(),
    lines: [{ line, name: 'Ana', device: 'idle', memberships: [{ queue: 'billing', pausedFor, callsTaken: 0, lastCallAt: null }] }],
  });

  /** Two servers on one database, the first one behind a relay and stopped in the transaction that gives Ana a minute. */
  const stallFirst = async (context: Finish, when: 'before' | 'after') => {
    const url = await postgres.newDatabase();
    const relay = await startRelay(Number(new URL(url).port));
    context.onTestFinished(() => relay.close());
    const throughRelay = new URL(url);
    throughRelay.port = String(relay.port);
    const phones = await startPhones(context);
    const settings = (path: string, database: string): Settings => ({
      ONHOOK_DATABASE_URL: database,
      ONHOOK_WEBHOOK_COMMAND_URL: phones.url + path,
      ONHOOK_GUARANTEED_MINUTES: '0.75',
      ONHOOK_MORE_MINUTES: '0',
    });
    const first = await server(context, settings('/first', throughRelay.href));
    const second = await server(context, settings('/second', url));
    await first.start();
    await first.addPerson({ person: 'ana', name: 'Ana', role: 'agent', line });
    expect(await report(first, roster('r1', null))).toMatchObject({ kind: 'sent' });
    const ana = await signIn(first, 'ana');
    await until('the line is known', async () => (await ana.panel()).line?.state === 'available');
    await second.start();

    const hold = relay.hold('insert into "recovery"', 'commit', when);
    const answer = ana.call('POST /api/recoveries');
    await hold.isHolding;
    process.kill(first.pid(), 'SIGSTOP');
    context.onTestFinished(() => void first.kill());
    await until('the second runs the floor', async () => (await second.ready()).floor === 'running', { withinMs: 60_000 });
    const goOn = async (): Promise<void> => {
      process.kill(first.pid(), 'SIGCONT');
      hold.release();
      await until('the first notices', async () => first.output().includes('this process runs the floor no longer'), { withinMs: 60_000 });
      await answer;
    };
    return { first, second, phones, goOn, database: url };
  };

  test('before its commit: writes and sends nothing afterwards, and the second takes the floor meanwhile', async (context) => {
    const { second, phones, goOn, database } = await stallFirst(context, 'before');
    await goOn();
    await second.stop();
    expect(phones.commandsTo('/first')).toEqual([]);
    expect((await readBooks({ kind: 'postgres', url: database })).recoveries).toEqual([]);
  }, 400_000);

  test('after its commit: sends nothing afterwards, and the second gives the minutes it had promised', async (context) => {
    const { second, phones, goOn, database } = await stallFirst(context, 'after');
    expect(await report(second, roster('r2', null))).toMatchObject({ kind: 'sent' });
    await until('the second pauses the line', async () => phones.commandsTo('/second').includes('pause'), { withinMs: 60_000 });
    expect(await report(second, roster('r3', 'Recovery'))).toMatchObject({ kind: 'sent' });
    await until('the second lifts the pause', async () => phones.commandsTo('/second').includes('resume'), { withinMs: 60_000 });
    expect(await report(second, roster('r4', null))).toMatchObject({ kind: 'sent' });
    await goOn();
    await second.stop();
    expect(phones.commandsTo('/first')).toEqual([]);
    const books = await readBooks({ kind: 'postgres', url: database });
    expect(books.recoveries).toHaveLength(1);
    expect(faultsInBooks(books)).toEqual([]);
  }, 400_000);
});

describe.concurrent('A clock that is an hour off', () => {
  test('takes no floor from a running server, and blocks none for the next', async (context) => {
    const database: Settings = { ONHOOK_DATABASE_URL: await postgres.newDatabase() };
    const right = await server(context, database);
    const ahead = await server(context, database, { clockOffMs: 3_600_000 });
    await right.start();
    await ahead.start();
    // The wait is long enough for a few attempts.
    await wait(4000);
    expect(await right.ready()).toMatchObject({ status: 200, floor: 'running' });
    await until('the one ahead stands by', async () => (await ahead.ready()).floor === 'standby', { withinMs: 60_000 });
    await right.kill();
    await until('the one ahead runs the floor', async () => (await ahead.ready()).floor === 'running', { withinMs: 60_000 });
    await right.start();
    await ahead.kill();
    await until('the right one runs it again', async () => (await right.ready()).floor === 'running', { withinMs: 60_000 });
  }, 400_000);

  test('of a webhook’s sender is refused with the reason', async (context) => {
    const made = await server(context, {});
    await made.start();
    const url = `${made.url}/hooks/phone`;
    const sender = (offMs: number) =>
      createWebhookClient({ url, secret: webhookSecret, retryAfterMs: [], now: () => Date.now() + offMs }).send(callOf('off', Date.now()));
    expect(await sender(3_600_000)).toMatchObject({ kind: 'failed', because: 'refused', status: 401, message: expect.stringContaining('from-the-future') });
    expect(await sender(-3_600_000)).toMatchObject({ kind: 'failed', because: 'refused', status: 401, message: expect.stringContaining('too-old') });
    expect(await sender(0)).toMatchObject({ kind: 'sent' });
  }, 400_000);
});

describe.concurrent('A full disk', () => {
  /** Mounts a small disk in memory; null without the right to mount. */
  const smallDisk = ({ onTestFinished }: Finish): { folder: string; fill(): void; free(): void } | null => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128m', 'none', folder], { stdio: 'pipe' });
    } catch {
      rmSync(folder, { recursive: true });
      return null;
    }
    onTestFinished(() => {
      execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true });
    });
    const ballast = path.join(folder, 'ballast');
    return {
      folder,
      fill: () => {
        const { bavail, bsize } = statfsSync(folder);
        writeFileSync(ballast, Buffer.alloc(bavail * bsize - 64 * 1024));
      },
      free: () => rmSync(ballast),
    };
  };

  test('is reported and counted, loses no acknowledged event, and work goes on once there is space', async (context) => {
    const disk = smallDisk(context);
    if (!disk) {
      process.stderr.write('\n*** SKIPPED: a full disk needs a small one of its own, which takes root to mount\n\n');
      return context.skip();
    }
    const made = await server(context, {}, { dataFolder: await newDataFolder(disk.folder) });
    await made.start();
    const taken: string[] = [];
    const refused: string[] = [];
    const sendOne = async (call: string): Promise<boolean> => {
      const { kind } = await send(made, call);
      (kind === 'sent' ? taken : refused).push(call);
      return kind === 'sent';
    };
    for (let n = 0; n < 5; n += 1) expect(await sendOne(`before-${n}`)).toBe(true);
    expect(await made.metric('onhook_store_failures_total')).toBe(0);

    disk.fill();
    for (let n = 0; refused.length < 2; n += 1) await sendOne(`full-${n}`);
    expect(await made.metric('onhook_store_failures_total')).toBeGreaterThan(0);
    expect(made.output()).toContain('no disk space left');
    expect(await made.ready()).toMatchObject({ status: 503, floor: 'store-down' });

    disk.free();
    await until('the store takes writes again', async () => (await made.ready()).floor === 'running');
    for (let n = 0; n < 5; n += 1) expect(await sendOne(`after-${n}`)).toBe(true);
    await made.stop();
    const books = await readBooks({ kind: 'embedded', folder: `${made.dataFolder}/database` });
    expect(faultsInBooks(books)).toEqual([]);
    const ids = taken.flatMap((call) => callOf(call, 0).map(({ id }) => JSON.stringify(['/phones', id])));
    expect(ids.filter((id) => !books.eventIds.has(id))).toEqual([]);
  }, 500_000);
});
