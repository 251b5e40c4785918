/**
 * Takes every technique in every form to its end, in English and from right to left, by keyboard only. Every state of the
 * English walk is also measured in all other languages. PICTURES=folder saves a picture of every state, and walks every language.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pseudo } from '../scripts/language.mjs';
import { built } from './built.ts';
import { launch } from './rooms/browser.ts';
import { barriersOf, problemsOf } from './techniques/checks.ts';
import { type Desk, offer, openDesk } from './techniques/desk.ts';
import { drive, walks } from './techniques/drive.ts';
import { savePictures } from './techniques/pictures.ts';
import { measureTranslations, readTranslation } from './techniques/translated.ts';
import { languages } from './techniques/words.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 600_000 });

let browser: Browser;
const album = savePictures(process.env['PICTURES']);
const walked = process.env['PICTURES'] ? [...languages, pseudo] : ['en', pseudo];
const translations = languages.filter((locale) => locale !== 'en').map(readTranslation);

beforeAll(async () => {
  for (const locale of walked) await built('panel', locale);
  browser = await launch();
});
afterAll(async () => {
  await album.bind(browser, walked);
  await browser?.close();
});

/** Checks every state once and records its problems. */
const looker = (desk: Desk) => {
  const problems: string[] = [];
  const seen = new Set<string>();
  const unknown = new Set<string>();
  let replaced = 0;
  const measure = async (): Promise<readonly string[]> => {
    const measured = await measureTranslations(desk.page, translations);
    replaced += measured.replaced;
    for (const text of measured.unknown) unknown.add(text);
    return measured.misfits;
  };
  const look = async (group: string, state: string): Promise<void> => {
    if (seen.has(state)) return;
    seen.add(state);
    const found = await problemsOf(desk);
    if (desk.words.locale === 'en') found.push(...(await barriersOf(desk)), ...(await measure()));
    problems.push(...found.map((problem) => `${state}: ${problem}`));
    await album.take(desk, group, state);
  };
  return { problems, look, translated: () => ({ replaced, unknown }) };
};
type Looker = ReturnType<typeof looker>;

const goAllWays = async (desk: Desk, { look }: Looker): Promise<void> => {
  for (const run of walks) {
    const { plan, form } = run;
    await drive(desk, run, (name) => look(plan, name === 'ready' ? `${plan}-ready` : name)).catch((error: unknown) => {
      throw new Error(`${desk.words.locale}, ${plan}, ${form}: ${String(error)}`, { cause: error });
    });
  }
};

/** Checks the screens around the steps: the offer, the tap before, the pause, the drawer, and the rooms between calls. */
const lookAround = async (desk: Desk, { look }: Looker): Promise<void> => {
  const { words, reads, press, page, until } = desk;
  const group = 'around';
  await look(group, 'idle');
  for (const room of ['library_open', 'carry_title', 'panel_today', 'panel_settings']) {
    if (room === 'panel_settings') await page.getByRole('button', { name: words.textOf('home_menu'), exact: true }).press('Enter');
    await page.getByRole('button', { name: words.textOf(room), exact: true }).press('Enter');
    await until(room, async () => (await page.getByRole('navigation').count()) === 0 && (await page.locator('h1:focus').count()) > 0);
    await look(group, room);
    await page.locator('main header button').first().press('Enter');
    await reads(words.textOf('panel_idle_available'));
  }
  await offer(desk, 'quiet', 60_000);
  await look(group, 'offer');
  await press('Enter');
  await reads(words.textOf('reset_tight_before'));
  await look(group, 'tightness');
  await press('s');
  await reads(words.textOf('step_quiet_sit'));
  await press(' ');
  await until('the pause', () => page.getByText(words.textOf('reset_paused'), { exact: true }).first().isVisible());
  await look(group, 'paused');
  await press('?');
  await until('the drawer', () => page.getByRole('dialog').isVisible());
  await look(group, 'drawer');
};

describe('every technique', () => {
  it.concurrent.each(walked)('A technique can be done to its end by keys in %s', async (locale) => {
    const desk = await openDesk(browser, locale);
    const seen = looker(desk);
    try {
      await goAllWays(desk, seen);
      await lookAround(desk, seen);
      expect(seen.problems).toEqual([]);
      const { replaced, unknown } = seen.translated();
      if (locale === 'en') expect({ replaced: replaced > 2000, unknown: [...unknown] }).toEqual({ replaced: true, unknown: [] });
      expect(desk.complaints).toEqual([]);
      expect(JSON.stringify(desk.server.posted)).not.toMatch(/שלום|Άννα/);
    } finally {
      await desk.close();
    }
  });
});
