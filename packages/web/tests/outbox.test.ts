import { expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { isCached, usePanels } from './panel/built.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();
const patient = { timeout: 120_000, interval: 200 };

const tappable = { call: 'c1', leg: 1, queue: 'Billing', endedAt: noon, level: 1, tap: null };
const tapsOf = (): unknown[] => posts('/api/calls/c1/1/tap').map((body) => (body as { tap: unknown }).tap);
const hour = 3_600_000;
const paused = { ...idle, line: { state: 'paused' as const, since: noon, reason: null }, recovery: { ...pausedRecovery, pausedUntil: noon + hour }, offer: offered };

it('brings a tap that was made without a connection once it is back, and shows meanwhile that it waits', async () => {
  server().show({ ...idle, tappable });
  const page = await open();
  await title(page, 'The line is open.');
  await server().down();
  await page.getByText(/^No connection\. This is from/).waitFor();
  await tap(page, 'That was hard');
  await page.getByText('One thing is waiting to be sent.').waitFor();
  await page.getByText('You marked the last one as hard.').waitFor();
  await server().up();
  await expect.poll(tapsOf, patient).toEqual(['hard']);
  await expect.poll(() => page.getByText('One thing is waiting to be sent.').count(), patient).toBe(0);
  expect(tapsOf()).toEqual(['hard']);
});

it('sends what was taken back meanwhile as nothing but its last word', async () => {
  server().show({ ...idle, tappable });
  const page = await open();
  await isCached(page);
  await page.context().setOffline(true);
  await server().down();
  // An earlier call in the outbox, so that the call under test is never tried.
  await tap(page, 'Carry list');
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill('first');
  await tap(page, 'Save');
  await page.getByRole('button', { name: 'Back' }).first().click();
  await tap(page, 'That was hard');
  await tap(page, 'Undo');
  await page.getByRole('button', { name: 'That was hard' }).waitFor();
  await server().up();
  await page.context().setOffline(false);
  await expect.poll(tapsOf, patient).toEqual([null]);
  expect(posts(/carry-items/)).toEqual([{ dueAt: null, doneAt: null, deleted: false }]);
});

it('sends again, under the same name, what arrived and was never answered', async () => {
  server().show(paused);
  server().loseAnswers(true);
  const page = await open();
  await expect.poll(() => posts('/api/offers/o1/shown').length, patient).toBeGreaterThan(0);
  await tap(page, 'Take three minutes');
  await title(page, 'How tight is the cord right now?');
  await tap(page, 'Enough for now');
  await title(page, 'Ready when you are.');
  await expect.poll(() => server().posted.length, patient).toBeGreaterThan(1);
  server().loseAnswers(false);
  await expect.poll(() => posts(/resets\/.+\/end$/), patient).toMatchObject([{ how: 'stopped-early' }]);
  const names = new Set(posts('/api/resets').map((body) => (body as { reset: string }).reset));
  expect(names.size).toBe(1);
  expect(new Set(posts('/api/offers/o1/answer').map((body) => JSON.stringify(body)))).toEqual(new Set(['{"answer":"accepted"}']));
  // The calls arrive in the order in which the agent made them.
  const order = server().posted.map(({ path }) => path.replace(/resets\/.+\/end/, 'resets/end').replace('/api/', ''));
  expect(order.filter((path, i) => path !== order[i - 1])).toEqual(['offers/o1/shown', 'offers/o1/answer', 'resets', 'resets/end']);
});

it('does nothing later that only made sense then', async () => {
  server().show({ ...idle, tappable });
  const page = await open();
  await title(page, 'The line is open.');
  await server().down();
  await tap(page, 'I need a minute');
  await page.getByText('No connection, so nothing changed.').waitFor({ timeout: 60_000 });
  await tap(page, 'That was hard');
  await server().up();
  await expect.poll(tapsOf, patient).toEqual(['hard']);
  expect(posts('/api/recoveries')).toEqual([]);
});

it('A minute is not offered while the line is paused for something else, and a refusal names its reason at the foot of the window until the line changes', async () => {
  server().show({ ...idle, tappable });
  server().onPost(({ path }) => (path === '/api/recoveries' ? 'no-longer-possible' : undefined));
  const page = await open({ viewport: { width: 360, height: 700 } });
  await tap(page, 'I need a minute');
  const status = page.getByRole('status').last();
  await page.getByText(/^There’s nothing to pause right now/).waitFor();
  const { y = 0, height = 0 } = (await status.boundingBox()) ?? {};
  expect(y).toBeGreaterThan(0);
  expect(y + height).toBeLessThanOrEqual(700);
  server().show({ ...idle, tappable, serverNow: noon + 1000, line: { state: 'paused', since: noon, reason: 'Lunch' } });
  await title(page, 'The line is paused: Lunch.');
  await expect.poll(() => status.textContent()).toBe('');
  await page.getByText('You can ask for a minute after this pause.').waitFor();
  expect(await page.getByRole('button', { name: 'I need a minute' }).count()).toBe(0);
});

it('A person who is signed out is told so, and nothing of a connection', async () => {
  server().show(idle);
  const page = await open();
  await title(page, 'The line is open.');
  server().refuse('not-signed-in');
  server().cut();
  await title(page, 'You’re signed out.');
  expect(await page.getByRole('status').last().textContent()).toBe('');
});

it('lets go of what came too late, and says so', async () => {
  server().show({ ...idle, tappable });
  const page = await open();
  await title(page, 'The line is open.');
  await server().down();
  await tap(page, 'That was hard');
  await page.getByText('One thing is waiting to be sent.').waitFor();
  server().onPost(() => 'no-longer-possible');
  await server().up();
  await page.getByText('That tap came too late.').waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'That was hard' }).waitFor();
  expect(tapsOf()).toEqual(['hard']);
});

it('says the same when it is refused while somebody waits for it', async () => {
  server().show({ ...idle, tappable });
  server().onPost(() => 'no-longer-possible');
  const page = await open();
  await tap(page, 'That was hard');
  await page.getByText('That tap came too late.').waitFor({ timeout: 120_000 });
});

it('keeps what waits for who tapped it while nobody is signed in', async () => {
  server().show({ ...idle, tappable });
  const page = await open();
  await title(page, 'The line is open.');
  server().onPost(() => 'not-signed-in');
  await tap(page, 'That was hard');
  await expect.poll(() => tapsOf().length, patient).toBeGreaterThan(0);
  server().onPost(() => {});
  await page.reload();
  await title(page, 'The line is open.');
  await expect.poll(() => tapsOf().at(-1), patient).toBe('hard');
  await expect.poll(() => page.evaluate(() => navigator.locks.query().then(({ held }) => held?.length)), patient).toBe(0);
});
