import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { heading, network, roomReady, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';

// Each test checks a page several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

const { server, open } = useApp();

test('the day: pictures with words for those who hear them, the table one key away with the same figures', async () => {
  const page = await open('/day', ['analyst']);
  await roomReady.day(page);
  await page.getByRole('img', { name: /Service level of All queues by half hour, 08:00 to 14:00: lowest \d+% at \d\d:\d\d, highest/ }).waitFor();
  await text(page, 'Fewer than ten agents: not shown');
  expect(await page.getByRole('img', { name: /Hard calls in Moving house/ }).count()).toBe(0);
  await page.keyboard.press('t');
  const table = page.getByRole('table', { name: 'Calls by queue and half hour' });
  await table.waitFor();
  const billing = server().answers.day.queues[0];
  const offered = billing?.halfHours.reduce((sum, half) => sum + half.offered, 0) ?? 0;
  expect(await table.locator('tbody').nth(1).getByRole('row').last().innerText()).toContain(String(offered));
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'day-table-light-1024.png'), fullPage: true });
  await page.keyboard.press('t');
  await table.waitFor({ state: 'detached' });
});

test('the day: hidden recovery, an empty day, and a server that stops answering', async () => {
  server().answers.day = { ...server().answers.day, queues: [], recovery: null, rangFirst: { hardCalls: 0, pausedBehind: 0, rangFirst: 0, causes: [] } };
  const page = await open('/day', ['analyst'], {}, network);
  await text(page, 'No calls yet today');
  await text(page, 'Shown after a half hour in which ten or more people worked.');
  expect(await findBarriers(page)).toEqual([]);
  await page.route('**/api/day', (route) => route.abort());
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await text(page, 'The server isn’t answering. This may be out of date.');
  await text(page, 'As of 14:08. The server hasn’t answered since');
  await page.unroute('**/api/day');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The server isn’t answering').waitFor({ state: 'detached' });

  server().answers.refuse = { 'GET /api/day': 'not-allowed' };
  const refused = await open('/day', ['analyst'], {}, network);
  await heading(refused, 'You can’t open this page');
});
