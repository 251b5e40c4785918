import { join } from 'node:path';
import type { BoardAgent } from '@onhook/contract';
import { expect, test, vi } from 'vitest';
import { heading, network, roomReady, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';
import { board, now } from './rooms/data.ts';
import { answers } from './rooms/server.ts';

// Each test checks a page several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

const { server, open } = useApp();

test('on a phone an agent has two lines the width of the page', async () => {
  const page = await open('/floor', ['lead'], { viewport: { width: 360, height: 740 } });
  await roomReady.floor(page);
  const row = page.getByRole('row').filter({ hasText: 'Ben Costa' });
  const box = await row.boundingBox();
  expect(box?.width).toBeGreaterThan(320);
  expect(box?.height).toBeLessThan(70);
});

const onBoard = (person: string): BoardAgent & { team: string } => {
  for (const { team, agents } of server().answers.board.teams) {
    const agent = agents.find((one) => one.person === person);
    if (agent) return { ...agent, team };
  }
  throw new Error(`${person} is not on the board`);
};

test('a change on the floor appears; a recovery is a pause that says when the line is back at the latest', async () => {
  const page = await open('/floor', ['lead']);
  await roomReady.floor(page);
  const row = page.getByRole('row').filter({ hasText: 'Aylin Okafor' });
  server().change({
    serverNow: now + 1_000,
    phonesUp: true,
    agents: [{ ...onBoard('agent-0'), state: 'paused', reason: 'Recovery', since: null, backBy: Math.ceil((now + 12 * 60_000) / 300_000) * 300_000 }],
    gone: ['agent-1'],
    queues: [{ queue: 'Billing', waiting: 9, longestSince: now - 150_000, answered: 813, abandoned: 31, serviceLevel: 0.7599, targetSeconds: 20, byHalfHour: null }],
  });
  await row.getByText('Paused for recovery, back by 14:25').waitFor();
  await page.getByRole('rowheader', { name: 'Ben Silva' }).waitFor({ state: 'detached' });
  const billing = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Billing', exact: true }) });
  await billing.getByText('75%').waitFor();
  expect(await billing.innerText()).toMatch(/9[\s\S]*2:3\d/);
});

test('phones down and a lost connection are said, and taken back when they are over', async () => {
  const page = await open('/floor', ['lead'], {}, network);
  await roomReady.floor(page);
  server().change({ serverNow: now + 500, phonesUp: false, agents: [], gone: [], queues: [] });
  await text(page, 'Can’t reach the phone system. States may be out of date.');
  expect(await findBarriers(page)).toEqual([]);
  await page.context().setOffline(true);
  server().drop();
  await text(page, 'Connection lost. This is from 14:08.');
  await page.screenshot({ path: join(shots, 'floor-lost-light-1024.png') });
  expect(await findBarriers(page)).toEqual([]);
  await page.context().setOffline(false);
  await page.getByText('Connection lost').waitFor({ state: 'detached' });
  await page.getByText('Can’t reach the phone system').waitFor({ state: 'detached' });
});

test('a floor that is refused or away says which, and comes back', async () => {
  server().answers.refuse = { 'GET /api/board': 'not-allowed' };
  const refused = await open('/floor', ['lead'], {}, network);
  await heading(refused, 'You can’t open this page');

  server().answers = answers();
  const ended = await open('/floor', ['lead'], {}, network);
  await roomReady.floor(ended);
  server().answers.session = null;
  server().push('signed-out', {});
  await heading(ended, 'Sign in to Onhook');
});

test('find by name with one key; Escape shows everyone; the key can be turned off', async () => {
  const page = await open('/floor', ['lead']);
  await roomReady.floor(page);
  await page.keyboard.press('/');
  await page.keyboard.type('okaf');
  await page.getByRole('rowheader', { name: 'Ben Silva' }).waitFor({ state: 'detached' });
  const found = await page.getByRole('rowheader', { name: /Okafor/ }).count();
  expect(found).toBeGreaterThan(0);
  await text(page, /agents? found/);
  await page.keyboard.type('zzz');
  await text(page, 'No one here is called “okafzzz”.');
  await page.keyboard.press('Escape');
  await page.getByRole('rowheader', { name: 'Ben Silva' }).waitFor();

  await page.getByRole('button', { name: /Marta Nowak/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
});

test('an empty floor and a queue without calls say what to do', async () => {
  server().answers.board = { ...board(), teams: [{ team: 'a', name: 'Billing north', agents: [] }], queues: [] };
  const page = await open('/floor', ['lead']);
  await text(page, 'No one on your floor yet');
  await text(page, 'No calls yet today.');
  expect(await findBarriers(page)).toEqual([]);
});

test('500 agents: every change is drawn', async () => {
  server().answers.board = board(500, 20);
  const page = await open('/floor', ['lead'], { viewport: { width: 1600, height: 900 } });
  await roomReady.floor(page);
  const [first] = server().answers.board.teams.flatMap(({ team, agents }) => agents.map((agent) => ({ ...agent, team })));
  if (!first) throw new Error('a board of 500 has a first agent');
  for (let change = 0; change < 20; change += 1) {
    const name = `Changed ${change}`;
    server().change({ serverNow: now + change * 500, phonesUp: true, agents: [{ ...first, name }], gone: [], queues: [] });
    await page.getByText(name, { exact: true }).waitFor({ state: 'attached' });
  }
  await page.screenshot({ path: join(shots, 'floor-500-light-1600.png') });
});
