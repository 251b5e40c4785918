import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Desk } from './desk.ts';

/** Saves pictures of every state for people to look at; without a folder, saves none. */
export const savePictures = (folder: string | undefined) => {
  /** The states of each plan in order of appearance. */
  const states = new Map<string, Set<string>>();
  const fileOf = (state: string, locale: string): string => join(folder ?? '', `${state}-${locale}.png`);
  if (folder) mkdirSync(folder, { recursive: true });
  return {
    take: async ({ page, words }: Desk, plan: string, state: string): Promise<void> => {
      if (!folder) return;
      states.set(plan, (states.get(plan) ?? new Set()).add(state));
      writeFileSync(fileOf(state, words.locale), await page.screenshot());
    },
    /** Makes a sheet for each plan, with its states from left to right and the languages below each other. */
    bind: async (browser: Browser, locales: readonly string[]): Promise<void> => {
      if (!folder) return;
      const page = await browser.newPage();
      for (const [plan, all] of states) {
        const cell = (state: string, locale: string): string =>
          `<td><img width=270 src="data:image/png;base64,${readFileSync(fileOf(state, locale)).toString('base64')}"></td>`;
        const rows = locales.map((locale) => `<tr>${[...all].map((state) => cell(state, locale)).join('')}</tr>`);
        await page.setContent(`<body style="margin:0;background:#888"><table>${rows.join('')}</table>`);
        await page.locator('table').screenshot({ path: join(folder, `sheet-${plan}.png`) });
      }
      await page.close();
    },
  };
};
