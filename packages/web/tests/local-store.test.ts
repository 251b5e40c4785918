import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { idle, noon } from '../src/api/panel/fixtures.ts';
import { beginReset, paused } from './panel/begin.ts';
import { usePanels } from './panel/built.ts';
import { carriedTexts } from './panel/stored.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, title, tap } = usePanels();

const add = async (page: Page, text: string): Promise<void> => {
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill(text);
  await tap(page, 'Save');
  await page.getByText(text, { exact: true }).waitFor();
};

it('loses nothing of what two windows keep at the same time, and shows the same in a third', async () => {
  server().show(idle);
  const first = await open();
  const second = await first.context().newPage();
  const third = await first.context().newPage();
  for (const page of [second, third]) await page.goto(`${server().url}/panel`);
  for (const page of [first, second, third]) await tap(page, 'Carry list');
  const texts = (of: string): string[] => [1, 2, 3, 4].map((n) => `${of} ${n}`);
  const addAll = async (page: Page, all: string[]): Promise<void> => {
    for (const text of all) await add(page, text);
  };
  await Promise.all([addAll(first, texts('here')), addAll(second, texts('there'))]);
  const all = [...texts('here'), ...texts('there')];
  for (const page of [first, second, third]) for (const text of all) await page.getByText(text, { exact: true }).waitFor();
  await expect.poll(async () => (await carriedTexts(first)).sort(), { timeout: 60_000 }).toEqual(all.sort());

  // An entry deleted in one window disappears in all.
  await third.getByRole('button', { name: 'Delete: here 1' }).click();
  await first.getByText('here 1', { exact: true }).waitFor({ state: 'detached' });
  await tap(third, 'Undo');
  await second.getByText('here 1', { exact: true }).waitFor();
});

it('has on the disk what was typed or tapped a moment before the page went', async () => {
  server().show(paused);
  const page = await open();
  await beginReset(page, 'three-part');
  await title(page, 'What part of that is yours to carry?');
  await page.evaluate(() => {
    // From now on the disk is so slow that no read completes before the page is gone.
    const read = IDBObjectStore.prototype.get;
    IDBObjectStore.prototype.get = function (this: IDBObjectStore, key: IDBValidKey) {
      const again = (): void => void (read.call(this, key).onsuccess = again);
      again();
      return {} as IDBRequest;
    };
  });
  await page.getByLabel('A call back').check();
  await page.getByLabel('Or in your own words').fill('typed a moment ago');
  await page.reload();
  await title(page, 'What part of that is yours to carry?');
  expect(await page.getByLabel('Or in your own words').inputValue()).toBe('typed a moment ago');
  expect(await page.getByLabel('A call back').isChecked()).toBe(true);
});

it('says that something is kept when it is, and asks then that it may stay', async () => {
  server().show(idle);
  const page = await open({}, (page) =>
    page.addInitScript(() => {
      const asked = { persist: 0 };
      Object.assign(window, { asked });
      navigator.storage.persisted = async () => false;
      navigator.storage.persist = async () => {
        asked.persist += 1;
        return true;
      };
    }),
  );
  const asked = (): Promise<number> => page.evaluate(() => (window as unknown as { asked: { persist: number } }).asked.persist);
  await tap(page, 'Carry list');
  await tap(page, 'Add something');
  expect(await asked()).toBe(0);
  await page.getByLabel('In your own words').fill('kept for good');
  await page.evaluate(() => {
    // The list's title shows that the entry was accepted; the page closes at that very moment.
    new MutationObserver(() => {
      if (document.querySelector('h1')?.textContent !== 'Carry list' || sessionStorage.getItem('gone')) return;
      sessionStorage.setItem('gone', String((window as unknown as { asked: { persist: number } }).asked.persist));
      location.reload();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await tap(page, 'Save');
  await page.waitForFunction(() => sessionStorage.getItem('gone') !== null && document.querySelector('h1')?.textContent === 'The line is open.');
  await tap(page, 'Carry list');
  await page.getByText('kept for good', { exact: true }).waitFor();
  await add(page, 'another');
  await expect.poll(asked).toBe(1);
  await add(page, 'and a third');
  expect(await asked()).toBe(1);
});

it('carries once what was answered before a call came, however often it is taken up', async () => {
  server().show(paused);
  const page = await open();
  await beginReset(page, 'three-part');
  await page.getByLabel('A promise I made').check();
  await title(page, 'What part of that is yours to carry?');
  await page.getByLabel('Or in your own words').fill('once');
  await page.keyboard.press('Enter');
  await title(page, 'What was the customer’s?');
  server().show({ ...idle, serverNow: noon + 60_000 });
  await tap(page, 'Continue where you stopped');
  await title(page, 'What was the customer’s?');
  for (let part = 0; part < 4; part += 1) await tap(page, 'Skip this part');
  await tap(page, 'Close');
  await tap(page, 'Carry list');
  await title(page, 'Carry list');
  await expect.poll(() => carriedTexts(page), { timeout: 60_000 }).toEqual(['A promise I made: once']);
});

it('goes on in memory where a browser keeps nothing, and says so', async () => {
  server().show(idle);
  const page = await open({}, (page) =>
    page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
    }),
  );
  await page.getByText('This browser won’t save anything right now.').waitFor();
  await tap(page, 'Carry list');
  await add(page, 'for this window');
});
