import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { startAsterisk, type Asterisk } from './rig/asterisk.ts';
import { lineOf } from './rig/conf.ts';
import type { Manager, Member } from './rig/manager.ts';
import { describeWithAsterisk } from './support/asterisk-tests.ts';
import { launch } from '../packages/web/tests/launch.ts';
import { signIn, type Client } from './support/client.ts';
import { openPanel } from './support/panel-page.ts';
import { newServer, asteriskSettings, type Server } from './support/server.ts';
import { until } from './support/until.ts';

/** Long enough for a whole reset by keyboard on a slow machine. */
const grantedMs = 75_000;
/** Longer than five times the usual talk time of one second. */
const hardSeconds = 12;
const slowly = { everyMs: 400, withinMs: 240_000 };

const agents = [
  { extension: '1001', person: 'ana', name: 'Ana', queues: ['billing'] },
  { extension: '1002', person: 'ben', name: 'Ben', queues: ['sales'] },
  { extension: '1003', person: 'cleo', name: 'Cleo', queues: ['orders', 'returns'] },
  { extension: '1004', person: 'dov', name: 'Dov', queues: ['support'] },
] as const;

describeWithAsterisk('A hard call, from its end to the next call,', (root) => {
  let asterisk: Asterisk;
  let manager: Manager;
  let server: Server;
  let browser: Browser;
  let lead: Client;

  const member = async (extension: string, queue: string): Promise<Member> => {
    const found = (await manager.members()).find((one) => one.line === lineOf(extension) && one.queue === queue);
    if (!found) throw new Error(`${extension} is not in ${queue}`);
    return found;
  };
  const pausedFor = async (extension: string, queue: string): Promise<string | null> => (await member(extension, queue)).pausedFor;
  const isPaused = (extension: string, queue: string, reason: string | null): Promise<unknown> =>
    until(`${extension} in ${queue} has pause ${reason}`, async () => (await pausedFor(extension, queue)) === reason, slowly);
  const isInCall = (extension: string, queue: string, inCall: boolean): Promise<unknown> =>
    until(`${extension} is ${inCall ? '' : 'not '}in a call`, async () => (await member(extension, queue)).inCall === inCall, slowly);
  const recoveryEnded = (client: Client): Promise<unknown> =>
    until('the recovery is over', async () => {
      const { recovery, lastClosed } = await client.panel();
      return recovery === null && lastClosed !== null;
    }, slowly);

  beforeAll(async () => {
    asterisk = await startAsterisk(root, { billing: ['1001'], sales: [], orders: ['1003'], returns: ['1003'], support: [] });
    manager = await asterisk.manager();
    await manager.add('1002', 'sales');
    await manager.add('1004', 'support');
    server = await newServer({
      ...asteriskSettings(asterisk.tls),
      ONHOOK_USUAL_SECONDS: '1',
      ONHOOK_GUARANTEED_MINUTES: '1',
      ONHOOK_MORE_MINUTES: '0.25',
    });
    [browser] = await Promise.all([launch(), server.start()]);
    for (const { extension, person, name } of agents) {
      await server.addPerson({ person, name, role: 'agent', team: 'north', line: lineOf(extension) });
    }
    await server.addPerson({ person: 'lea', name: 'Lea', role: 'lead', leads: 'north' });
    lead = await signIn(server, 'lea');
    await server.running();
  }, 500_000);

  afterAll(async () => {
    await browser?.close();
    await server?.remove();
    manager?.close();
    await asterisk?.stop();
  });

  test.concurrent('comes over TLS, and the check finds the connection and its rights in order', async () => {
    const output = await server.cli('check', 'asterisk');
    expect(output).toContain("user 'onhook' is logged in");
    expect(output).toContain("write class 'agent' is there");
  }, 400_000);

  test.concurrent('is followed by protected minutes and a reset, and the next call comes after the agent is back', async () => {
    const ana = await signIn(server, 'ana');
    const panel = await openPanel(browser, server, 'ana');
    await panel.idle.waitFor();
    await manager.startCall({ queue: 'billing', talkSeconds: hardSeconds });
    await isInCall('1001', 'billing', true);
    await until('nothing but a thin line', () => panel.onlyALine());
    expect(await pausedFor('1001', 'billing')).toBe(null);

    await panel.offer.waitFor();
    expect(await pausedFor('1001', 'billing')).toBe('Recovery');
    await manager.startCall({ queue: 'billing', talkSeconds: 1 });
    const met = await panel.resetByKeyboard();
    expect(met.length).toBeGreaterThan(5);
    expect(await member('1001', 'billing')).toMatchObject({ pausedFor: 'Recovery', callsTaken: 1, inCall: false });

    await panel.backOnTheLine();
    await isPaused('1001', 'billing', null);
    await until('the waiting call is delivered', async () => (await member('1001', 'billing')).callsTaken === 2, slowly);
    await panel.idle.waitFor();
    const { today, lastClosed } = await ana.panel();
    expect(lastClosed).toMatchObject({ because: 'agent-went-back', grantedMs });
    expect(today).toMatchObject({ grantedMs, cutShort: [], bankedMs: 0, paidBackMs: 0 });
    expect(today.honouredMs).toBeGreaterThan(0);
    expect(today.honouredMs + today.waivedMs).toBe(grantedMs);
    expect(panel.problems).toEqual([]);
  }, 600_000);

  test.concurrent('is followed by the same minutes without an open panel, and the lead sees a plain pause', async () => {
    const panel = await openPanel(browser, server, 'ben');
    await panel.idle.waitFor();
    await manager.startCall({ queue: 'sales', talkSeconds: hardSeconds });
    await isInCall('1002', 'sales', true);
    await panel.page.context().close();
    await isInCall('1002', 'sales', false);
    await isPaused('1002', 'sales', 'Recovery');

    const onBoard = await until('Ben is paused on the board', async () => {
      const ben = (await lead.board()).teams.flatMap((team) => team.agents).find((agent) => agent.person === 'ben');
      return ben?.state === 'paused' && ben.backBy !== null && ben;
    }, slowly);
    expect(onBoard).toEqual({
      person: 'ben',
      name: 'Ben',
      state: 'paused',
      since: null,
      reason: 'Recovery',
      backBy: expect.any(Number),
      queues: ['sales'],
    });
    await isPaused('1002', 'sales', null);
    const ben = await signIn(server, 'ben');
    await recoveryEnded(ben);
    const { today, lastClosed } = await ben.panel();
    expect(lastClosed).toMatchObject({ because: 'time-was-up', servedMs: grantedMs });
    expect(today).toMatchObject({ grantedMs, honouredMs: grantedMs, waivedMs: 0, cutShort: [] });
  }, 600_000);

  test.concurrent('leaves the pause of another in force: of two queues only the free one is paused', async () => {
    const cleo = await signIn(server, 'cleo');
    await manager.pause('1003', 'returns', 'Coffee');
    await manager.startCall({ queue: 'orders', talkSeconds: hardSeconds });
    await isPaused('1003', 'orders', 'Recovery');
    await isInCall('1003', 'orders', false);
    expect(await pausedFor('1003', 'returns')).toBe('Coffee');
    await isPaused('1003', 'orders', null);
    expect(await pausedFor('1003', 'returns')).toBe('Coffee');
    await recoveryEnded(cleo);
    expect((await cleo.panel()).today).toMatchObject({ grantedMs, honouredMs: grantedMs });

    await manager.pause('1003', 'returns', null);
    await cleo.call('POST /api/recoveries');
    await isPaused('1003', 'orders', 'Recovery');
    await isPaused('1003', 'returns', 'Recovery');
    const { recovery } = await until('both are paused', async () => {
      const view = await cleo.panel();
      return view.recovery?.state === 'paused' && { recovery: view.recovery.recovery };
    }, slowly);
    await cleo.call('POST /api/recoveries/:recovery/end', { params: { recovery } });
    await isPaused('1003', 'orders', null);
    await isPaused('1003', 'returns', null);
  }, 600_000);

  test.concurrent('has its minutes recorded as cut short by the phone system when a supervisor lifts the pause', async () => {
    const dov = await signIn(server, 'dov');
    await manager.startCall({ queue: 'support', talkSeconds: hardSeconds });
    await until('the minutes run', async () => (await dov.panel()).recovery?.state === 'paused', slowly);
    await manager.pause('1004', 'support', null);
    await recoveryEnded(dov);
    const { today, lastClosed } = await dov.panel();
    expect(lastClosed).toMatchObject({ because: 'taken-away', grantedMs });
    const [cut] = today.cutShort;
    expect(today.cutShort).toHaveLength(1);
    expect(cut?.by).toBe('phone-system');
    expect(today.honouredMs + (cut?.ms ?? 0)).toBe(grantedMs);
    expect(await pausedFor('1004', 'support')).toBe(null);
  }, 600_000);
});
