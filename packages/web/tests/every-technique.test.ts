/**
 * Every technique in every form to its end, in every language and from right to left, by the keyboard alone. PICTURES=folder
 * keeps a picture of every state and a sheet of each that shows it in all languages.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pseudo } from '../scripts/language.mjs';
import { built } from './built.ts';
import { launch } from './rooms/browser.ts';
import { barriersOf, problemsOf } from './techniques/checks.ts';
import { type Desk, offer, openDesk } from './techniques/desk.ts';
import { drive, runs } from './techniques/drive.ts';
import { pictures } from './techniques/pictures.ts';
import { languages } from './techniques/words.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 600_000 });

let browser: Browser;
const album = pictures(process.env['PICTURES']);

beforeAll(async () => {
  for (const locale of [...languages, pseudo]) await built('panel', locale);
  browser = await launch();
});
afterAll(async () => {
  await album.bind(browser, [...languages, pseudo]);
  await browser?.close();
});

/** Looks at every state once, and remembers what was wrong with it. */
const looker = (desk: Desk) => {
  const problems: string[] = [];
  const seen = new Set<string>();
  const look = async (group: string, state: string): Promise<void> => {
    if (seen.has(state)) return;
    seen.add(state);
    const found = await problemsOf(desk);
    if (desk.words.locale === 'en') found.push(...(await barriersOf(desk)));
    problems.push(...found.map((problem) => `${state}: ${problem}`));
    await album.take(desk, group, state);
  };
  return { problems, look };
};
type Looker = ReturnType<typeof looker>;

const goAllWays = async (desk: Desk, { look }: Looker): Promise<void> => {
  for (const run of runs) {
    const { plan, form } = run;
    await drive(desk, run, (name) => look(plan, name === 'ready' ? `${plan}-ready` : name)).catch((error: unknown) => {
      throw new Error(`${desk.words.locale}, ${plan}, ${form}: ${String(error)}`, { cause: error });
    });
  }
};

/** What lies around the steps: the offer, the tap before, the pause, the drawer; and the rooms between calls. */
const lookAround = async (desk: Desk, { look }: Looker): Promise<void> => {
  const { words, reads, press, page, until } = desk;
  const group = 'around';
  await look(group, 'idle');
  for (const room of ['library_open', 'carry_open', 'panel_today_open', 'panel_settings']) {
    await page.getByRole('navigation').getByRole('button', { name: words.say(room), exact: true }).press('Enter');
    await until(room, async () => (await page.getByRole('navigation').count()) === 0 && (await page.locator('h1:focus').count()) > 0);
    await look(group, room);
    await page.locator('main header button').first().press('Enter');
    await reads(words.say('panel_idle_available'));
  }
  await offer(desk, 'quiet', 60_000);
  await look(group, 'offer');
  await press('Enter');
  await reads(words.say('reset_tight_before'));
  await look(group, 'tightness');
  await press('Escape');
  await reads(words.say('technique_quiet_sit'));
  await press(' ');
  await until('the pause', () => page.getByText(words.say('reset_paused'), { exact: true }).first().isVisible());
  await look(group, 'paused');
  await press('?');
  await until('the drawer', () => page.getByRole('dialog').isVisible());
  await look(group, 'drawer');
};

describe('every technique', () => {
  it.concurrent.each([...languages, pseudo])('is done to its end in %s', async (locale) => {
    const desk = await openDesk(browser, locale);
    const seen = looker(desk);
    try {
      await goAllWays(desk, seen);
      await lookAround(desk, seen);
      expect(seen.problems).toEqual([]);
      expect(desk.complaints).toEqual([]);
      expect(JSON.stringify(desk.server.posted)).not.toMatch(/שלום|Άννα/);
    } finally {
      await desk.close();
    }
  });
});
