import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon } from '../src/api/panel/fixtures.ts';
import { usePanels } from './panel/built.ts';
import { carriedTexts, writeStored } from './panel/stored.ts';
import { findBarriers } from './rooms/browser.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();
const patient = { timeout: 120_000, interval: 200 };

const openList = async (): Promise<Page> => {
  server().show(idle);
  const page = await open();
  await tap(page, 'Carry list');
  await title(page, 'Carry list');
  return page;
};
const add = async (page: Page, text: string, due: (page: Page) => Promise<void> = async () => {}): Promise<void> => {
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill(text);
  await due(page);
  await tap(page, 'Save');
  await title(page, 'Carry list');
};

it('is written, timed, changed, done, undone and deleted, and the server hears of times alone', async () => {
  const page = await openList();
  const plain = { dueAt: null, doneAt: null, deleted: false };
  const number: unknown = expect.any(Number);
  // The test waits after each action, because an unsent call is replaced by a later one on the same subject.
  const reportsAre = (times: number, last: object): Promise<void> =>
    expect.poll(() => [posts(/carry-items/).length, posts(/carry-items/).at(-1)], patient).toEqual([times, last]);
  await page.getByText('Nothing to carry.').waitFor();
  await add(page, 'Refund for Mr Ito', (p) => tap(p, 'In half an hour'));
  await page.getByText(/^Due /).waitFor();
  await reportsAre(1, { ...plain, dueAt: number });
  await page.getByRole('button', { name: 'Change: Refund for Mr Ito' }).click();
  await page.getByLabel('In your own words').fill('Refund, in full');
  await tap(page, 'No time');
  await tap(page, 'Save');
  await page.getByText('Refund, in full').waitFor();
  await reportsAre(2, plain);
  await page.getByRole('checkbox', { name: 'Refund, in full' }).click();
  await page.getByText('One thing done').waitFor();
  await reportsAre(3, { ...plain, doneAt: number });
  await tap(page, 'Undo');
  await page.getByText('One thing done').waitFor({ state: 'detached' });
  await reportsAre(4, plain);
  await page.getByRole('button', { name: 'Delete: Refund, in full' }).click();
  await page.getByText('Nothing to carry.').waitFor();
  await reportsAre(5, { ...plain, deleted: true });
  await tap(page, 'Undo');
  await page.getByText('Refund, in full').waitFor();
  await reportsAre(6, plain);
  expect(JSON.stringify(server().posted)).not.toMatch(/Refund|Ito/);
});

it('An unfinished text outlasts a call and a way back, and is dropped when its writer leaves it', async () => {
  const page = await openList();
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill('Refund for');
  server().show({ ...idle, serverNow: noon + 1000, line: { state: 'on-call', since: noon, reason: null } });
  await page.getByRole('heading').waitFor({ state: 'detached' });
  server().show({ ...idle, serverNow: noon + 2000 });
  await title(page, 'Carry list');
  await tap(page, 'Add something');
  const words = page.getByLabel('In your own words');
  await expect.poll(() => words.inputValue()).toBe('Refund for');
  await page.keyboard.press('Escape');
  await tap(page, 'Add something');
  await expect.poll(() => words.inputValue()).toBe('Refund for');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await tap(page, 'Add something');
  expect(await words.inputValue()).toBe('');
});

it('keeps long, right-to-left and coloured words whole, and refuses what is too long without losing it', async () => {
  const page = await openList();
  const odd = ['x'.repeat(9_999) + '…', 'להתקשר בחזרה 🙏🏽 אל מר כהן', 'e\u0301\u202Eabc\n\nзвонок 👩‍👩‍👧‍👦'];
  for (const text of odd) await add(page, text);
  await page.reload();
  await tap(page, 'Carry list');
  await title(page, 'Carry list');
  await expect.poll(() => carriedTexts(page), patient).toEqual(odd);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await tap(page, 'Add something');
  const tooLong = 'y'.repeat(20_003);
  await page.getByLabel('In your own words').fill(tooLong);
  await page.getByText('3 characters too long. Nothing is lost while this window is open.').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await page.getByLabel('In your own words').inputValue()).toBe(tooLong);
});

it('reminds between calls, and never on one or in the minutes after it', async () => {
  const page = await openList();
  await add(page, 'Call back', (p) => p.getByLabel('Day and time').fill('2026-03-10T08:00'));
  await page.getByRole('button', { name: 'Back' }).first().click();
  const due = page.getByText('Due: Call back');
  await due.waitFor();
  const line = (state: 'on-call' | 'paused' | 'wrap-up', at: number) => ({ ...idle, serverNow: noon + at, line: { state, since: noon, reason: null } });
  server().show(line('on-call', 1000));
  await due.waitFor({ state: 'detached' });
  expect((await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ').trim()).toBe('Phrasebook /');
  server().show({ ...line('paused', 2000), recovery: { ...pausedRecovery, pausedUntil: noon + 3_600_000 } });
  await title(page, 'These minutes are yours.');
  expect(await due.count()).toBe(0);
  server().show(line('wrap-up', 3000));
  await due.waitFor();
});

it('tells outside the window without the words, where that was allowed', async () => {
  server().show(idle);
  const page = await open({ permissions: ['notifications'] }, (page) =>
    page.addInitScript(() => {
      const notified: string[] = [];
      Object.assign(window, { notified });
      class FakeNotification extends EventTarget {
        static permission = 'granted';
        constructor(title: string, options?: NotificationOptions) {
          super();
          notified.push(`${title} ${options?.body ?? ''}`);
        }
      }
      Object.assign(window, { Notification: FakeNotification });
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    }),
  );
  await tap(page, 'Carry list');
  await add(page, 'Call Mr Ito', (p) => p.getByLabel('Day and time').fill('2026-03-10T08:00'));
  await expect.poll(() => page.evaluate(() => (window as unknown as { notified: string[] }).notified), patient).toEqual(['Something on your carry list is due. ']);
});

it('goes into a calendar, one or all', async () => {
  const page = await openList();
  await add(page, 'Call back; Tuesday', (p) => p.getByLabel('Day and time').fill('2026-03-11T08:30'));
  await add(page, 'Look it up', (p) => tap(p, 'Tomorrow morning'));
  await add(page, 'Some day');
  const file = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    expect(download.suggestedFilename()).toBe('onhook.ics');
    return readFile(await download.path(), 'utf8');
  };
  const one = await file('Calendar file for: Call back; Tuesday');
  expect(one).toContain('DTSTART:20260311T083000Z\r\n');
  expect(one).toContain('SUMMARY:Call back\\; Tuesday\r\n');
  const all = await file('Calendar file for all with a time');
  expect(all.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect(all.match(/UID:.+/g)).toContain(one.match(/UID:.+/)?.[0]);
});

it('puts down what was the customer’s, and keeps what was learned', async () => {
  server().show(idle);
  const page = await open();
  await title(page, 'The line is open.');
  await writeStored(page, 'carry', { items: [], putDown: [{ id: 'b', at: noon, text: 'Their anger' }], learned: [] });
  await page.reload();
  await tap(page, 'Carry list');
  await page.getByText('Their anger').waitFor();
  await tap(page, 'Clear these');
  await page.getByText('Their anger').waitFor({ state: 'detached' });
  await tap(page, 'Undo');
  await page.getByText('Their anger').waitFor();
  await tap(page, 'Write one line');
  await page.getByLabel('In your own words').fill('Ask first what they have tried.');
  await tap(page, 'Save');
  await page.getByText('Ask first what they have tried.').waitFor();
});

it('reads well, in light and dark, at every width, and twice as large', async () => {
  const page = await openList();
  await add(page, 'Call back about the refund', (p) => tap(p, 'End of shift'));
  await add(page, 'Look up the second invoice');
  await page.getByRole('checkbox', { name: 'Look up the second invoice' }).click();
  const well = async (): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findBarriers(page)).toEqual([]);
    }
    for (const [width, size] of [[320, ''], [1600, ''], [360, '200%']] as const) {
      await page.setViewportSize({ width, height: 640 });
      await page.evaluate((fontSize) => document.documentElement.style.setProperty('font-size', fontSize), size);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  };
  await well();
  await tap(page, 'Add something');
  await well();
});
