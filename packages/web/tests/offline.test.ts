import { expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { isCached, usePanels } from './panel/built.ts';
import { nothingWaits } from './panel/stored.ts';
import { findBarriers } from './rooms/browser.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();
const patient = { timeout: 120_000, interval: 200 };
const hour = 3_600_000;
const paused = { ...idle, line: { state: 'paused' as const, since: noon, reason: null }, recovery: { ...pausedRecovery, pausedUntil: noon + hour }, offer: offered };

it('opens without a server, says of when it is what it shows, and goes on by itself when the server is back', async () => {
  server().show({ ...idle, today: { ...idle.today, bankedMs: 150_000 } });
  const page = await open();
  await title(page, 'The line is open.');
  await isCached(page);
  await server().down();
  await page.reload();
  await title(page, 'The line is open.');
  await page.getByText(/^No connection\. This is from/).waitFor();
  await page.getByText('2 min 30 s saved').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await tap(page, 'Carry list');
  await title(page, 'Carry list');
  await page.getByRole('button', { name: 'Back' }).first().click();
  server().show({ ...idle, serverNow: noon + 60_000, line: { state: 'wrap-up', since: noon, reason: null } });
  await server().up();
  await page.getByRole('heading', { name: 'The call is over.' }).waitFor({ timeout: 120_000 });
  await expect.poll(() => page.getByRole('status').first().textContent(), patient).toBe('');
});

it('goes on with a reset to its end, over a reload without a server, and tells of it once, later', async () => {
  server().show(paused);
  const page = await open();
  await tap(page, 'Take three minutes');
  await tap(page, 'Continue without');
  await isCached(page);
  await expect.poll(() => posts('/api/resets').length, patient).toBe(1);
  await nothingWaits(page);
  await page.context().setOffline(true);
  await server().down();
  await page.getByLabel('Or in your own words').fill('call Mr Ito back');
  await page.keyboard.press('Enter');
  await title(page, 'What was the customer’s?');
  await page.reload();
  await title(page, 'What was the customer’s?');
  for (let part = 0; part < 4; part += 1) await tap(page, 'Skip this part');
  await title(page, 'Ready when you are.');
  await page.getByText('You carry: call Mr Ito back.').waitFor();
  await page.getByText(/things are waiting to be sent/).waitFor();
  await page.reload();
  await title(page, 'Ready when you are.');
  await server().up();
  await page.context().setOffline(false);
  await expect.poll(() => posts(/resets\/.+\/end$/), patient).toMatchObject([{ how: 'completed' }]);
  await expect.poll(() => posts(/carry-items/), patient).toEqual([{ dueAt: null, doneAt: null, deleted: false }]);
  expect(posts('/api/resets')).toHaveLength(1);
  expect(posts('/api/offers/o1/answer')).toEqual([{ answer: 'accepted' }]);
  expect(JSON.stringify(server().posted)).not.toContain('Ito');
});

it('opens its rooms after a new version has taken the old files away', async () => {
  server().show(idle);
  const page = await open();
  await isCached(page);
  server().dropAssets();
  await tap(page, 'Your minutes');
  await title(page, 'Your minutes');
});

it('A page whose files are gone after a new version reloads itself once, opens what was asked for and keeps what was typed', async () => {
  server().show(idle);
  let loads = 0;
  const page = await open({ serviceWorkers: 'block' }, async (opened) => void opened.on('load', () => (loads += 1)));
  await tap(page, 'Carry list');
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill('Refund for Mr Ito');
  await page.getByRole('button', { name: 'Back' }).first().click();
  await page.getByRole('button', { name: 'Back' }).first().click();
  await title(page, 'The line is open.');
  server().deploy();
  await tap(page, 'Your minutes');
  await title(page, 'Your minutes');
  expect(loads).toBe(2);
  await page.getByRole('button', { name: 'Back' }).first().click();
  await tap(page, 'Carry list');
  await tap(page, 'Add something');
  await expect.poll(() => page.getByLabel('In your own words').inputValue()).toBe('Refund for Mr Ito');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Ito');
});

it('A page whose files are gone though its version is the newest does not reload itself', async () => {
  server().show(idle);
  let loads = 0;
  const page = await open({ serviceWorkers: 'block' }, async (opened) => void opened.on('load', () => (loads += 1)));
  await title(page, 'The line is open.');
  server().dropAssets();
  await tap(page, 'Your minutes');
  await page.getByText('You need a connection to open this.').waitFor();
  expect(loads).toBe(1);
});

it('says so when a room is not here and cannot be fetched', async () => {
  server().show(idle);
  const page = await open({ serviceWorkers: 'block' });
  await title(page, 'The line is open.');
  await server().down();
  await tap(page, 'Your minutes');
  await page.getByText('You need a connection to open this.').waitFor();
  await title(page, 'The line is open.');
});

it('never keeps what the API says', async () => {
  server().show(idle);
  const page = await open();
  await isCached(page);
  const kept = await page.evaluate(async () => (await (await caches.open('onhook-panel')).keys()).map(({ url }) => new URL(url).pathname));
  expect(kept.filter((path) => path !== '/panel' && !path.startsWith('/assets-panel/'))).toEqual([]);
});

it('knows of nobody once somebody has signed out', async () => {
  server().show(idle);
  const page = await open();
  await isCached(page);
  server().refuse('not-signed-in');
  await page.reload();
  await title(page, 'You’re signed out.');
  await server().down();
  await page.reload();
  await page.getByText('Loading your line').waitFor();
  await page.getByText('No connection.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Loading your line');
});

it('can be installed', async () => {
  server().show(idle);
  const page = await open();
  await isCached(page);
  const session = await page.context().newCDPSession(page);
  const { errors } = (await session.send('Page.getAppManifest')) as { errors: unknown[] };
  expect(errors).toEqual([]);
  const { installabilityErrors } = (await session.send('Page.getInstallabilityErrors')) as { installabilityErrors: { errorId: string }[] };
  // Every test runs in a private window, which can't install apps.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
