import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import { idle, noon } from '../../src/api/panel/fixtures.ts';
import { usePanels } from './built.ts';
import { readStored } from './stored.ts';

export const line = (state: NonNullable<(typeof idle)['line']>['state']) => ({ state, since: noon, reason: null });
export const poll = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 30_000 });

/** Waits until the panel knows the agent; no key works before that. */
export const here = async (page: Page): Promise<void> => {
  await page.locator('main').waitFor({ state: 'attached' });
  await page.getByText('Loading your line').waitFor({ state: 'detached' });
};

/** A panel that may write to the clipboard, between calls unless the test sets another view. */
export const useBook = () => {
  const panels = usePanels();
  beforeEach(() => panels.server().show(idle));
  return {
    server: panels.server,
    openPanel: async (options: BrowserContextOptions = {}): Promise<Page> => {
      const page = await panels.open({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
      await here(page);
      return page;
    },
  };
};

/** Waits until the text is stored on the disk; an earlier reload would lose it. */
export const isStored = (page: Page, text: string): Promise<void> =>
  poll(async () => JSON.stringify(await readStored(page, 'phrasebook')).includes(text)).toBe(true);

export const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Find a phrase' });
export const isFocused = (locator: Locator): Promise<boolean> => locator.evaluate((element) => element === document.activeElement);

/** Waits for the field to have the focus and the phrases to be there. */
export const bookReady = async (page: Page): Promise<void> => {
  await page.getByRole('option').first().waitFor();
  await poll(() => isFocused(field(page))).toBe(true);
};
export const openBook = async (page: Page): Promise<void> => {
  await here(page);
  await page.keyboard.press('/');
  await bookReady(page);
};

export const options = (page: Page | Locator): Promise<string[]> => page.getByRole('option').locator('[dir="auto"]').allTextContents();
export const active = (page: Page): Promise<string | null> =>
  page.getByRole('option', { selected: true }).locator('[dir="auto"]').textContent();
export const showsText = (page: Page, words: string): Promise<void> => page.getByText(words).first().waitFor();
export const retype = (page: Page, query: string): Promise<void> => field(page).fill(query);
